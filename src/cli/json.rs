//! The assessment as JSON. Decimals are strings, so that no reader rounds them; exact values stand
//! beside them as numerator/denominator. Keys that end in `_percent` are percentages.

use crate::assessment::{Change, FiredRule, SuggestedSubjectivity};
use crate::memo::wording::{Case, effect_text, unusable_text};
use crate::questionnaire::{Plan, QuestionIx, Ratio, SectionKind, decimal, exact};
use crate::submission::{Answer, Submission};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// The assessment, pretty-printed, with a line end.
pub(super) fn score(case: &Case<'_>, as_of: NaiveDate) -> String {
    format!("{:#}\n", value(case, as_of))
}

fn ids(case: &Case<'_>, questions: &[QuestionIx]) -> Value {
    questions.iter().map(|ix| Value::from(case.question(*ix).id.as_str())).collect()
}

fn value(case: &Case<'_>, as_of: NaiveDate) -> Value {
    let Case { questionnaire, submission, assessment, .. } = *case;
    json!({
        "applicant": submission.applicant.name,
        "as_of": as_of.to_string(),
        "preview": preview(submission),
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "sha256": questionnaire.sha256,
            "as_of": questionnaire.as_of.to_string(),
        },
        "plan": questionnaire.plan.as_deref().map(plan),
        "score": assessment.score_shown(questionnaire),
        "score_exact": exact(assessment.score),
        "range": {
            "best": decimal(assessment.range.best, 1),
            "worst": decimal(assessment.range.worst, 1),
            "best_exact": exact(assessment.range.best),
            "worst_exact": exact(assessment.range.worst),
            "crosses_band_edge": assessment.range.best_band != assessment.range.worst_band,
        },
        "exposure_index": assessment.exposure.index,
        "exposure_unanswered": ids(case, &assessment.exposure.unanswered),
        "tier": questionnaire.tier(assessment.tier).name,
        "band": questionnaire.band(assessment.band).name,
        "band_before_floors": questionnaire.band(assessment.band_before_floors).name,
        "borderline": assessment.borderline.map(|(other, distance)| json!({
            "other_band": questionnaire.band(other).name,
            "points": decimal(distance, 1),
        })),
        "outcome": assessment.outcome_words(questionnaire),
        "authority": questionnaire.authorities.get(usize::from(assessment.authority)),
        "sign_offs": assessment.sign_offs,
        "completeness": decimal(assessment.completeness, 1),
        "completeness_percent": decimal(assessment.completeness, 1),
        "confidence": decimal(assessment.confidence, 1),
        "confidence_percent": decimal(assessment.confidence, 1),
        "confidence_level": assessment.confidence_level.words(),
        "sections": sections(case),
        "drivers": assessment.drivers.iter().map(|driver| json!({
            "question": case.question(driver.question).id,
            "points": decimal(driver.points, 2),
            "points_exact": exact(driver.points),
            "answer": case.answer_key(driver.question),
        })).collect::<Value>(),
        "levers": assessment.levers.iter().map(|lever| json!({
            "question": case.question(lever.question).id,
            "to": case.question(lever.question).options.get(usize::from(lever.option)).map(|option| &option.key),
            "points": decimal(lever.gain, 2),
            "points_exact": exact(lever.gain),
        })).collect::<Value>(),
        "rules": assessment.rules.iter().map(|fired| rule(case, fired)).collect::<Value>(),
        "computed": computed(case),
        "contradictions": assessment.facts.contradictions().iter().map(|it| json!({
            "id": it.id,
            "question": case.question(it.question).id,
            "devices": it.devices,
            "rows": it.rows.to_string(),
            "what": it.what,
        })).collect::<Value>(),
        "requests": ids(case, &assessment.requests),
        "schedule": schedule(case),
        "adverse_reasons": assessment.adverse_reasons.iter().map(|reason| json!({
            "code": format!("RC-{}", case.question(reason.question).id),
            "question": case.question(reason.question).id,
            "text": case.adverse_text(reason.question),
            "points": decimal(reason.points, 2),
            "change": case.change(reason.question, &reason.change),
            "change_to": match &reason.change {
                Change::Option(place) => case.question(reason.question).options.get(usize::from(*place))
                    .map(|option| option.key.as_str()),
                Change::Proof(_) | Change::Improve(_) | Change::Answer => None,
            },
        })).collect::<Value>(),
        "subjectivities": subjectivities(case),
        "coverage_notes": assessment.coverage.iter().map(|hint| {
            let note = &questionnaire.coverage_notes[usize::from(hint.note)];
            json!({
                "code": note.code,
                "because": hint.because.iter().map(|it| case.because(it)).collect::<Vec<_>>(),
            })
        }).collect::<Value>(),
        "open": ids(case, &assessment.open_items()),
        "to_confirm": ids(case, &assessment.to_confirm().collect::<Vec<_>>()),
        "weights_are": "expert judgement",
    })
}

/// Not `null`: a broker's preview, never a carrier's assessment.
fn preview(submission: &Submission) -> Value {
    submission
        .preview
        .as_ref()
        .map(|mark| json!({ "by": mark.by, "on": mark.on.map(|on| on.to_string()) }))
        .unwrap_or_default()
}

fn subjectivities(case: &Case<'_>) -> Value {
    let one = |suggested: &SuggestedSubjectivity| {
        let theme = case.questionnaire.theme(suggested.theme);
        json!({
            "theme": theme.code,
            "title": theme.title,
            "text": case.subjectivity_text(suggested.theme),
            "pre_bind": suggested.pre_bind,
            "timing": theme.timing,
            "proof": theme.proof,
            "consequence": theme.consequence,
            "because": ids(case, &suggested.because),
            "answer_first": ids(case, &suggested.answer_first),
        })
    };
    case.assessment.subjectivities.iter().map(one).collect()
}

/// The plan that is laid over the questionnaire; `null` as shipped.
fn plan(plan: &Plan) -> Value {
    json!({
        "id": plan.id,
        "version": plan.version,
        "sha256": plan.sha256,
        "status": plan.status.words(),
        "approved_by": plan.approval.as_ref().map(|approval| &approval.by),
        "carrier": plan.carrier,
        "program": plan.program,
        "jurisdiction": plan.jurisdiction,
        "market": plan.market.words(),
        "effective": plan.effective.map(|day| day.to_string()),
        "until": plan.until.map(|day| day.to_string()),
        "filing": plan.filing,
        "changes": plan.changes.len(),
    })
}

/// What the device list allows as answers, beside what counts.
fn computed(case: &Case<'_>) -> Value {
    let of = |ix: QuestionIx| {
        let computed = case.assessment.facts.computed(ix)?;
        let question = case.question(ix);
        let key = |place: u8| question.options.get(usize::from(place)).map(|option| option.key.as_str());
        let typed = match case.submission.answer(&question.id) {
            Some(Answer::Options(keys)) => keys.first().map(String::as_str),
            Some(Answer::Unknown) => Some("unknown"),
            Some(Answer::NotApplicable(_)) => Some("n/a"),
            Some(Answer::Text(_)) | None => None,
        };
        Some(json!({
            "question": question.id,
            "best": key(computed.best),
            "worst": key(computed.worst),
            "grade": format!("E{}", computed.grade),
            "why": computed.why,
            "typed": typed,
            "counts": case.answer_key(ix),
            "replaced": case.reading(ix).computed,
        }))
    };
    case.questionnaire.places().filter_map(of).collect()
}

fn sections(case: &Case<'_>) -> Value {
    let Case { questionnaire, assessment, .. } = *case;
    let scored = questionnaire.sections.iter().zip(&assessment.sections);
    let sections: Map<String, Value> = scored
        .filter(|(section, _)| section.kind == SectionKind::Scored)
        .map(|(section, score)| {
            let value = json!({
                "title": section.title,
                "deficiency": score.map(|score| decimal(score.deficiency, 1)),
                "deficiency_exact": score.map(|score| exact(score.deficiency)),
                "applicable_weight": score.map_or_else(|| "0.0".to_owned(), |score| {
                    decimal(Ratio::new(score.applicable_tenths, 10), 1)
                }),
            });
            (section.id.clone(), value)
        })
        .collect();
    Value::Object(sections)
}

fn rule(case: &Case<'_>, fired: &FiredRule) -> Value {
    let rule = &case.questionnaire.rules[usize::from(fired.rule)];
    json!({
        "code": rule.code,
        "kind": rule.kind.words(),
        "effect": effect_text(case.questionnaire, &rule.effect),
        "says": rule.says,
        "because": fired.because.iter().map(|it| case.because(it)).collect::<Vec<_>>(),
        "contradiction": fired.contradiction,
        "cure": rule.cure,
    })
}

fn schedule(case: &Case<'_>) -> Value {
    let schedule = &case.assessment.schedule;
    json!({
        "total_percent": schedule.total_percent,
        "max_percent": schedule.max_percent,
        "usable": schedule.unusable.is_none(),
        "remark": schedule.unusable.map(unusable_text),
        "lines": schedule.lines.iter().map(|line| json!({
            "section": case.questionnaire.section(line.section).id,
            "deficiency": decimal(line.deficiency, 1),
            "percent": line.percent,
            "exact_percent": exact(line.exact_percent),
            "credit_withheld": line.credit_withheld,
        })).collect::<Value>(),
    })
}
