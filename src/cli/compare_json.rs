//! What `securable compare --json` writes.

use crate::assessment::renewal::{
    DeviceChange, DeviceChanges, Held, LastCondition, ProofChanges, Renewal, RuleChange, Under, Walk,
};
use crate::memo::wording::renewal::{exact, moved_words};
use crate::questionnaire::wide_decimal;
use serde_json::{Value, json};

pub(super) fn value(it: &Renewal) -> Value {
    json!({
        "expiring": side(&it.expiring),
        "renewing": side(&it.renewing),
        "score": walk(&it.score, 1),
        "sections": it.sections.iter().map(|section| json!({
            "section": section.id,
            "title": section.title,
            "deficiency": section.deficiency.as_ref().map(|it| walk(it, 1)),
        })).collect::<Value>(),
        "schedule": it.schedule.iter().map(|line| json!({
            "section": line.section,
            "title": line.title,
            "percent": walk(&line.percent, 0),
            "plan_change_not_usable": line.by_plan_alone,
        })).collect::<Value>(),
        "schedule_total_percent": walk(&it.schedule_total, 0),
        "schedule_total_plan_change": it.total_by_plan_alone,
        "band_by_expiring_rules": it.band_by_expiring_rules,
        "plan_moved_band": it.plan_moved_band,
        "answers": it.answers.iter().map(|answer| json!({
            "question": answer.question,
            "ask": answer.ask,
            "was": answer.was,
            "is": answer.is,
            "moved": moved_words(answer.moved),
            "said_by": answer.by,
            "said_on": answer.on.map(|on| on.to_string()),
        })).collect::<Value>(),
        "devices": devices(&it.devices),
        "evidence": proof(&it.proof),
        "rules": { "fired": rules(&it.rules.fired), "lifted": rules(&it.rules.lifted) },
        "subjectivities": it.conditions.iter().map(condition).collect::<Value>(),
        "weights_are": "expert judgement",
    })
}

fn side(it: &Under) -> Value {
    json!({
        "questionnaire": it.questionnaire,
        "questionnaire_sha256": it.questionnaire_sha256,
        "plan": it.plan,
        "score": it.score,
        "tier": it.tier,
        "band": it.band,
        "outcome": it.outcome,
    })
}

/// Five values, as shown and exact.
fn walk(it: &Walk, places: u32) -> Value {
    let both = |value| json!({ "shown": wide_decimal(value, places), "exact": exact(value) });
    json!({
        "expiring": both(it.expiring),
        "risk": both(it.risk),
        "plan": both(it.plan),
        "questions": both(it.questions),
        "renewing": both(it.renewing),
    })
}

fn devices(it: &DeviceChanges) -> Value {
    json!({
        "lists": match it.held {
            Held::Neither => "neither",
            Held::ExpiringOnly => "expiring only",
            Held::RenewingOnly => "renewing only",
            Held::Both => "both",
        },
        "same_list": it.same_list,
        "support_at": it.days.map(|day| day.map(|day| day.to_string())),
        "total": device(it.held, &it.total),
        "classes": it.classes.iter().map(|(class, change)| {
            json!({ "class": class.words(), "devices": device(it.held, change) })
        }).collect::<Value>(),
        "models": it.models.iter().map(|model| json!({
            "class": model.class.words(),
            "maker": model.maker,
            "model": model.model,
            "other_models": model.others,
            "devices": device(it.held, &model.change),
        })).collect::<Value>(),
        "models_more": it.models_more,
    })
}

/// What is not known is null, never a nought.
fn device(held: Held, it: &DeviceChange) -> Value {
    let both = held == Held::Both;
    json!({
        "before": (held != Held::RenewingOnly).then_some(it.before),
        "after": (held != Held::ExpiringOnly).then_some(it.after),
        "new": both.then_some(it.new),
        "gone": both.then_some(it.gone),
        "support": it.support.map(|support| json!({
            "past_before": support.past_before,
            "past": support.past,
            "newly_past": support.newly_past,
            "unknown_before": support.unknown_before,
            "unknown": support.unknown,
        })),
    })
}

fn proof(it: &ProofChanges) -> Value {
    json!({
        "answers_by_grade_before": it.before,
        "answers_by_grade": it.after,
        "answered": it.answered,
        "to_confirm": it.to_confirm,
        "aged": it.aged.iter().map(|aged| json!({
            "question": aged.question,
            "grade": aged.grade.code(),
            "dated": aged.dated.map(|dated| dated.to_string()),
        })).collect::<Value>(),
        "changed": it.changed.iter().map(|changed| json!({
            "question": changed.question,
            "was": format!("E{}", changed.was),
            "is": format!("E{}", changed.is),
        })).collect::<Value>(),
    })
}

fn rules(rules: &[RuleChange]) -> Value {
    rules.iter().map(|rule| json!({ "code": rule.code, "says": rule.says })).collect()
}

fn condition(it: &LastCondition) -> Value {
    json!({
        "theme": it.condition.theme,
        "text": it.condition.text,
        "due": it.condition.due.map(|due| due.to_string()),
        "was": it.was.map(|status| status.words()),
        "is": it.is.map(|status| status.words()),
    })
}
