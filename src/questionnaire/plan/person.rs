//! Whether two names in a plan are one person's, and whether a name can be read at all.

/// Longer names are refused.
const LONGEST: usize = 200;

/// Whether two names are one person's, as far as writing goes. Letter case, blanks, punctuation, accents, the order
/// of the words and letters of other alphabets that look the same are ignored: four eyes are worth more than the
/// rare pair of people who share a name.
#[must_use]
pub fn same_person(one: &str, other: &str) -> bool {
    let sorted = |name: &str| {
        let mut words: Vec<String> = name.split(|c: char| c.is_whitespace() || c == ',').map(folded).collect();
        words.retain(|word| !word.is_empty());
        words.sort();
        words
    };
    folded(one) == folded(other) || sorted(one) == sorted(other)
}

/// What is wrong with a name that something is signed with; `None` for one that can be read.
pub(super) fn unreadable(name: &str) -> Option<&'static str> {
    if folded(name).is_empty() {
        Some("has no name")
    } else if name.chars().count() > LONGEST {
        Some("has a name that is longer than any")
    } else if name.chars().any(|c| c.is_control() || is_unseen(c)) {
        Some("has a name with characters that cannot be seen")
    } else {
        None
    }
}

/// The letters and digits of a name, as they are taken for one another.
pub(super) fn folded(name: &str) -> String {
    let seen = name.chars().filter(|c| !is_unseen(*c)).map(narrow);
    seen.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).map(plain).collect()
}

/// Fillers that count as letters, joiners, and marks that turn the direction of writing.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// The ordinary letter of a wide or a mathematical one.
fn narrow(c: char) -> char {
    let code = u32::from(c);
    let ordinary = match code {
        0xff01..=0xff5e => code - 0xfee0,
        0x1d400..=0x1d6a3 => {
            let place = (code - 0x1d400) % 52;
            place + if place < 26 { u32::from('A') } else { u32::from('a') - 26 }
        }
        _ => code,
    };
    char::from_u32(ordinary).unwrap_or(c)
}

/// The Latin letter without its accents that a small letter is, or looks like when it is written large or small.
fn plain(c: char) -> char {
    const RANGES: [(char, char, char); 42] = [
        ('à', 'å', 'a'),
        ('ç', 'ç', 'c'),
        ('è', 'ë', 'e'),
        ('ì', 'ï', 'i'),
        ('ñ', 'ñ', 'n'),
        ('ò', 'ö', 'o'),
        ('ø', 'ø', 'o'),
        ('ù', 'ü', 'u'),
        ('ý', 'ÿ', 'y'),
        ('ā', 'ą', 'a'),
        ('ć', 'č', 'c'),
        ('ď', 'đ', 'd'),
        ('ē', 'ě', 'e'),
        ('ĝ', 'ģ', 'g'),
        ('ĥ', 'ħ', 'h'),
        ('ĩ', 'ı', 'i'),
        ('ĵ', 'ĵ', 'j'),
        ('ķ', 'ĸ', 'k'),
        ('ĺ', 'ł', 'l'),
        ('ń', 'ŋ', 'n'),
        ('ō', 'ő', 'o'),
        ('ŕ', 'ř', 'r'),
        ('ś', 'š', 's'),
        ('ţ', 'ŧ', 't'),
        ('ũ', 'ų', 'u'),
        ('ŵ', 'ŵ', 'w'),
        ('ŷ', 'ŷ', 'y'),
        ('ź', 'ž', 'z'),
        ('ơ', 'ơ', 'o'),
        ('ư', 'ư', 'u'),
        ('ǎ', 'ǎ', 'a'),
        ('ǐ', 'ǐ', 'i'),
        ('ǒ', 'ǒ', 'o'),
        ('ǔ', 'ǜ', 'u'),
        ('ș', 'ș', 's'),
        ('ț', 'ț', 't'),
        ('ạ', 'ặ', 'a'),
        ('ẹ', 'ệ', 'e'),
        ('ỉ', 'ị', 'i'),
        ('ọ', 'ợ', 'o'),
        ('ụ', 'ự', 'u'),
        ('ỳ', 'ỹ', 'y'),
    ];
    const LOOK_ALIKE: [(&str, char); 21] = [
        ("аαɑ", 'a'),
        ("вβ", 'b'),
        ("сϲ", 'c'),
        ("ԁ", 'd'),
        ("еεё", 'e'),
        ("ց", 'g'),
        ("нηһ", 'h'),
        ("іιї", 'i'),
        ("јϳ", 'j'),
        ("кκ", 'k'),
        ("ӏ", 'l'),
        ("мμ", 'm'),
        ("ոն", 'n'),
        ("оοօ", 'o'),
        ("рρ", 'p'),
        ("ԛ", 'q'),
        ("ѕ", 's'),
        ("тτ", 't'),
        ("ν", 'v'),
        ("хχ", 'x'),
        ("уυγ", 'y'),
    ];
    let ranged = RANGES.iter().find(|(first, last, _)| (*first..=*last).contains(&c)).map(|(_, _, letter)| *letter);
    let alike = || LOOK_ALIKE.iter().find(|(letters, _)| letters.contains(c)).map(|(_, letter)| *letter);
    if c.is_ascii() { c } else { ranged.or_else(alike).unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_under_another_spelling_is_the_same_person() {
        for other in [
            "  josé   GARCÍA. ",
            "Jose Garcia",
            "Jose\u{301} Garci\u{301}a",
            "García, José",
            "JoséGarcía",
            "Jоsé Gаrcíа", // Cyrillic o and a
            "Ｊｏｓé García",
            "𝐉𝐨𝐬é García",
            "Jo\u{200b}sé\u{3164} García",
        ] {
            assert!(same_person("José García", other), "{other}");
            assert!(same_person(other, "José García"), "{other}");
        }
        for other in ["Josie García", "José Garza", "J. García", "", "Иван Петров"] {
            assert!(!same_person("José García", other), "{other}");
        }
    }

    #[test]
    fn a_name_that_nobody_can_read_signs_nothing() {
        for name in ["", " ", ".-", "\u{200b}", "\u{3164}\u{ffa0}", "Ann\nLee", "Ann\u{202e}Lee", &"a".repeat(201)] {
            assert!(unreadable(name).is_some(), "{name:?}");
        }
        for name in ["Ann Lee", "Иван Петров", "田中 太郎", "Jose\u{301}", "R2-D2"] {
            assert_eq!(unreadable(name), None, "{name:?}");
        }
    }
}
