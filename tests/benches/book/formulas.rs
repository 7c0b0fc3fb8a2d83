//! Score, tier and band as formulas over columns, for programs that know nothing of questionnaires.
//!
//! A column of a question with one option holds `4 x option + grade`, from 128 on no option, 130 for N/A; one with
//! several options holds their bits. The words are SQL; for NumPy AND, OR, NOT and <> are written otherwise.

use securable::questionnaire::{
    AnswerKind, Condition, Effect, OptionSet, PointsKind, Question, QuestionIx, Questionnaire,
};
use std::fmt::Write as _;

/// Lines `layer, name, column, table` and `layer, name, formula`, parted by tabs; a layer reads those before it.
pub fn of(questionnaire: &Questionnaire) -> Result<String, String> {
    let mut lines = String::new();
    let mut line = |layer: u8, name: String, rest: String| {
        writeln!(lines, "{layer}\t{name}\t{rest}").map_err(|error| error.to_string())
    };
    let (mut weighted, mut applicable, mut index) = (Vec::new(), Vec::new(), Vec::new());
    for ix in questionnaire.places() {
        let question = questionnaire.question(ix);
        let id = &question.id;
        if let Some(rule) = question.points {
            let unanswered = rule.unanswered;
            if question.kind == AnswerKind::Multi {
                let points = format!("LEAST({}, {})", rule.max, points(question, rule.kind)?);
                line(1, format!("p_{id}"), format!("IFF({id} < 1, {unanswered}, {points})"))?;
            } else {
                let points: Vec<u8> = question.options.iter().map(|option| option.points.min(rule.max)).collect();
                line(1, format!("p_{id}"), table(id, &points, unanswered))?;
            }
            index.push(format!("p_{id}"));
        }
        if !questionnaire.is_scored(ix) {
            continue;
        }
        let factors: Vec<u8> = question.options.iter().map(|option| option.factor.pips()).collect();
        line(1, format!("g_{id}"), table(id, &factors, 4))?;
        line(2, format!("f_{id}"), in_force(questionnaire, ix)?)?;
        let shown = match &question.shown_if {
            None => "1".to_owned(),
            Some(when) => format!("B({})", words(questionnaire, when, true, "f")?),
        };
        let absent = match &question.not_applicable {
            None => "0".to_owned(),
            Some(rule) => {
                format!("B(({id} >= 130) AND ({id} <= 130) AND {})", words(questionnaire, &rule.when, false, "f")?)
            }
        };
        let weight = question.weight.tenths();
        if shown == "1" && absent == "0" {
            weighted.push(format!("{weight} * f_{id}"));
            applicable.push(weight.to_string());
        } else {
            line(3, format!("a_{id}"), format!("{shown} * (1 - {absent})"))?;
            weighted.push(format!("{weight} * a_{id} * f_{id}"));
            applicable.push(format!("{weight} * a_{id}"));
        }
    }
    line(4, "weighted".into(), weighted.join(" + "))?;
    line(4, "applicable".into(), applicable.join(" + "))?;
    line(4, "risk".into(), format!("LEAST(100, {})", index.join(" + ")))?;
    let tiers: Vec<String> =
        questionnaire.tiers.iter().skip(1).map(|tier| format!("B(risk >= {})", tier.from)).collect();
    line(5, "tier".into(), tiers.join(" + "))?;
    let bands = questionnaire.edges.iter().enumerate().map(|(tier, edges)| {
        let above = edges
            .iter()
            .take(edges.len() - 1)
            .map(|edge| format!("B({} * weighted > {} * applicable)", 25 * edge.denom(), edge.numer()));
        let above = above.collect::<Vec<_>>().join(" + ");
        format!("B((tier >= {tier}) AND (tier <= {tier})) * ({above})")
    });
    line(6, "band".into(), bands.collect::<Vec<_>>().join(" + "))?;
    Ok(lines)
}

/// A value for each option, whatever its grade, and one for all other codes.
fn table(column: &str, by_option: &[u8], otherwise: u8) -> String {
    let values: Vec<String> = by_option.iter().chain([&otherwise]).map(u8::to_string).collect();
    format!("{column}\t{}", values.join(" "))
}

fn bits(id: &str, options: OptionSet) -> String {
    format!("(({id} & {}) <> 0)", options.0)
}

fn points(question: &Question, kind: PointsKind) -> Result<String, String> {
    let id = &question.id;
    let each = |wanted: &dyn Fn(usize) -> bool| -> Vec<String> {
        let options = question.options.iter().enumerate().filter(|(place, _)| wanted(*place));
        options.map(|(place, option)| format!("B({}) * {}", bits(id, OptionSet::of(place)), option.points)).collect()
    };
    Ok(match kind {
        PointsKind::Sum => each(&|_| true).join(" + "),
        PointsKind::Option => format!("GREATEST({})", each(&|_| true).join(", ")),
        PointsKind::HighestPlus2IfMoreThanOne => {
            format!("GREATEST({}) + 2 * B(({id} & ({id} - 1)) <> 0)", each(&|_| true).join(", "))
        }
        PointsKind::SumOfGroupHighest => {
            if question.options.iter().any(|option| option.exclusive && option.group.is_some()) {
                return Err(format!("{id}: an exclusive option in a group"));
            }
            let groups = question.groups.iter().enumerate().map(|(place, group)| {
                let of = |option: usize| question.options[option].group.map(usize::from) == Some(place);
                let highest = format!("GREATEST(0, {})", each(&of).join(", "));
                if !group.choose_one {
                    return highest;
                }
                let own: Vec<usize> = (0..question.options.len()).filter(|option| of(*option)).collect();
                let most = own.iter().map(|option| question.options[*option].points).max().unwrap_or(0);
                let set = own.iter().fold(OptionSet::default(), |set, option| set.with(*option));
                format!("IFF({}, {highest}, {most})", bits(id, set))
            });
            groups.collect::<Vec<_>>().join(" + ")
        }
    })
}

/// The factor in force: lifted and forced (CR-2 to CR-4), read from the factors as given.
fn in_force(questionnaire: &Questionnaire, ix: QuestionIx) -> Result<String, String> {
    let id = &questionnaire.question(ix).id;
    let mut factor = format!("g_{id}");
    for rule in &questionnaire.rules {
        let (when, to) = match &rule.effect {
            Effect::Lift { questions, from, to, unless_grade } if questions.contains(&ix) => {
                let from: Vec<String> =
                    from.iter().map(|from| format!("((g_{id} >= {0}) AND (g_{id} <= {0}))", from.pips())).collect();
                let given = format!("(({id} < 128) AND (({id} & 3) < {unless_grade}))");
                (format!("{given} AND ({})", from.join(" OR ")), *to)
            }
            Effect::Force { question, to, .. } if *question == ix => (format!("(g_{id} < {})", to.pips()), *to),
            _ => continue,
        };
        let because = words(questionnaire, &rule.when, false, "g")?;
        factor = format!("IFF({because} AND {when}, GREATEST({factor}, {}), {factor})", to.pips());
    }
    Ok(factor)
}

/// A condition on questions that are always shown; `possible` where what is not answered may still make it true.
fn words(of: &Questionnaire, condition: &Condition, possible: bool, factor: &str) -> Result<String, String> {
    let join = |parts: &[Condition], word: &str| -> Result<String, String> {
        let parts: Result<Vec<String>, String> = parts.iter().map(|part| words(of, part, possible, factor)).collect();
        Ok(format!("({})", parts?.join(word)))
    };
    let id = |ix: &QuestionIx| of.question(*ix).id.as_str();
    let several = |ix: &QuestionIx| of.question(*ix).kind == AnswerKind::Multi;
    let any = |ix: &QuestionIx, options: &OptionSet| {
        let one = |place: usize| format!("(({0} >= {1}) AND ({0} <= {2}))", id(ix), place * 4, place * 4 + 3);
        format!("({})", options.places().map(one).collect::<Vec<_>>().join(" OR "))
    };
    let missing =
        |ix: &QuestionIx| if several(ix) { format!("({} < 1)", id(ix)) } else { format!("({} >= 128)", id(ix)) };
    let maybe = |ix: &QuestionIx, holds: String| if possible { format!("({} OR {holds})", missing(ix)) } else { holds };
    match condition {
        Condition::Always => Ok("(1 > 0)".to_owned()),
        Condition::All(parts) => join(parts, " AND "),
        Condition::Any(parts) => join(parts, " OR "),
        Condition::OneOf { question, options } if several(question) => {
            Ok(maybe(question, bits(id(question), *options)))
        }
        Condition::OneOf { question, options } => Ok(maybe(question, any(question, options))),
        Condition::NoneOf { question, options } if !several(question) => {
            let none = format!("(({} < 128) AND (NOT {}))", id(question), any(question, options));
            Ok(maybe(question, none))
        }
        Condition::AtLeast { question, factor: least } if !possible => {
            Ok(format!("({factor}_{} >= {})", id(question), least.pips()))
        }
        Condition::AtMost { question, factor: most } if !possible => {
            Ok(format!("({factor}_{} <= {})", id(question), most.pips()))
        }
        other => Err(format!("no formula for {other:?}")),
    }
}
