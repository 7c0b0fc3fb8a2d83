//! An answer made better: what paths, action plans and previews are made of.

use crate::questionnaire::{QuestionIx, Questionnaire};
use crate::submission::{Answer, Grade, Submission};

/// One thing that the applicant could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Improvement {
    pub question: QuestionIx,
    pub to: ImprovedTo,
}

/// Where an improvement leads. Either arrives with [`Improvement::GRADE`]: what is promised counts once it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImprovedTo {
    /// A better option, by place.
    Option(u8),
    /// The answer as it stands, proven.
    Proof,
}

impl Improvement {
    /// A scan, export or log was seen: what rules mean by proof.
    pub const GRADE: Grade = Grade::ScanOrLog;
}

/// The submission with the improvements made and shown. Better evidence that is on file stays.
#[must_use]
pub fn improved(questionnaire: &Questionnaire, submission: &Submission, improvements: &[Improvement]) -> Submission {
    let mut improved = submission.clone();
    for Improvement { question, to } in improvements {
        let question = questionnaire.question(*question);
        let record = improved.records.entry(question.id.clone()).or_default();
        if let ImprovedTo::Option(place) = to
            && let Some(option) = question.options.get(usize::from(*place))
        {
            record.answer = Some(Answer::option(&option.key));
            record.grade = None;
        }
        record.grade = record.grade.max(Some(Improvement::GRADE));
        record.confirm = None;
    }
    improved
}
