use super::*;

#[test]
fn shipped_questionnaires_read_without_a_problem() {
    for (file, text) in SHIPPED {
        if let Err(problems) = questionnaire_from_text(text, file) {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"));
        }
    }
}
