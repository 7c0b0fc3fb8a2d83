//! The report as JSON. Counts are of devices unless the key says rows; percentages are strings with one
//! decimal, at least and at most, because what is unknown may be either.

use super::problem;
use super::report::Reported;
use crate::inventory::{
    Counts, ExploitGrade, Exploited, Found, Group, ModelGroup, ModelGroups, Reaches, RecordFact, Rows, SupportView,
    Survey, YesNo,
};
use crate::questionnaire::{Ratio, decimal};
use serde_json::{Map, Value, json};

pub(super) fn text(reported: &Reported<'_>) -> String {
    format!("{:#}\n", value(reported))
}

fn value(reported: &Reported<'_>) -> Value {
    let Reported { open, survey, term, .. } = *reported;
    let submission = &open.opened.case.submission;
    let origin = submission.devices.origin.clone().unwrap_or_default();
    let support = survey.support.clone().unwrap_or_default();
    json!({
        "applicant": submission.applicant.name,
        "as_of": reported.as_of.to_string(),
        "file": origin.name,
        "format": origin.format,
        "sha256": origin.sha256,
        "read_on": origin.read_on.map(|day| day.to_string()),
        "rows": {
            "read": origin.rows_read,
            "dropped": origin.rows_dropped,
            "merged": origin.rows_merged,
            "counted": origin.rows_counted,
            "in_table": survey.rows,
        },
        "problems": origin.unusable.iter().map(problem).collect::<Value>(),
        "problems_not_listed": origin.unusable_beyond,
        "notes": origin.notes,
        "devices": survey.n,
        "term": {
            "inception": term.inception.to_string(),
            "expiry": term.expiry.to_string(),
            "assumed": reported.is_term_assumed,
        },
        "support": over_term(survey, &support),
        "wall": support.wall.iter().map(|month| json!({
            "month": month.month.format("%Y-%m").to_string(),
            "past": month.past,
            "ending": month.ending,
        })).collect::<Value>(),
        "groups": {
            "class": groups(&support.classes),
            "site": groups(&support.sites),
            "vendor": groups(&support.vendors),
        },
        "edge": model_groups(&support.edge),
        "edge_past": reaches(support.edge_past),
        "edge_lost_in_term": reaches(support.edge_lost),
        "critical": model_groups(&support.critical),
        "criticality_not_understood": found(&support.criticality_not_understood),
        "past_at_inception": model_groups(&support.past),
        "lost_in_term": model_groups(&support.lost),
        "without_date": model_groups(&support.unknown),
        "exposure": exposure(survey),
        "zones": zones(survey),
        "zones_not_listed": survey.zones_more,
        "separation": {
            "separated": survey.separation.separated,
            "not_separated": found(&survey.separation.not_separated),
            "undeclared": survey.separation.undeclared,
            "without_zone": survey.separation.without_zone,
            "beside_business_systems": found(&survey.separation.beside_business),
        },
        "records": RecordFact::ALL.iter().map(|fact| (fact.key().to_owned(), json!(survey.records.held(*fact)))).collect::<Map<_, _>>(),
        "last_seen": {
            "newest": survey.freshness.newest().map(|day| day.to_string()),
            "oldest": survey.freshness.oldest().map(|day| day.to_string()),
            "unknown": survey.freshness.unknown,
            "over_12_months_before_inception": found(&survey.freshness.stale),
        },
        "conduct": conduct(survey),
        "known_exploited": survey.exploited.as_ref().map(known_exploited),
        "contradictions": reported.contradictions.iter().map(|it| json!({
            "id": it.id,
            "question": open.questionnaire.question(it.question).id,
            "devices": it.devices,
            "rows": rows(&it.rows),
            "what": it.what,
            "disposition": submission.devices.declared.dispositions.get(it.id).map(|settled| settled.text.as_str()),
        })).collect::<Value>(),
    })
}

fn percent((least, most): (Ratio, Ratio)) -> Value {
    json!({ "least": decimal(least, 1), "most": decimal(most, 1) })
}

fn counts(counts: Counts) -> Value {
    json!({
        "past": counts.past,
        "in_support": counts.in_support,
        "unknown": counts.unknown,
        "n": counts.n(),
        "past_percent": percent(counts.past_share()),
    })
}

fn at_days(at: [Counts; 4]) -> Map<String, Value> {
    let keys = ["at_inception", "mid_term", "expiry", "expiry_plus_12"];
    keys.into_iter().map(str::to_owned).zip(at.map(counts)).collect()
}

fn over_term(survey: &Survey, support: &SupportView) -> Value {
    let mut map = at_days(support.at);
    map.insert("days".to_owned(), support.days.iter().map(|day| Value::from(day.to_string())).collect());
    map.insert("lost_in_term".to_owned(), support.lost_in_term.into());
    map.insert("lost_in_term_percent".to_owned(), percent(support.lost_share()));
    let ends = survey.ends;
    let from = json!({
        "own_list": ends.own,
        "declared": ends.declared,
        "support_list_model": ends.list_exact,
        "support_list_family": ends.list_family,
        "support_list_vendor": ends.list_vendor,
        "unknown": ends.unknown,
        "inferred_from_end_of_support": ends.inferred,
        "month_only": ends.month_only,
        "over_without_date": ends.over,
    });
    map.insert("dates_from".to_owned(), from);
    Value::Object(map)
}

fn rows(rows: &Rows) -> Value {
    json!({
        "ranges": rows.ranges.iter().map(|range| json!([range.first, range.last])).collect::<Value>(),
        "more": rows.more,
        "typed_by_hand": rows.typed,
    })
}

fn found(found: &Found) -> Value {
    json!({ "devices": found.devices, "rows": rows(&found.rows) })
}

fn reaches(reaches: Reaches) -> Value {
    json!({
        "internet": reaches.internet,
        "separated": reaches.separated,
        "inside": reaches.inside,
        "not_stated": reaches.not_stated,
    })
}

fn groups(groups: &[Group]) -> Value {
    let one = |group: &Group| {
        let mut map = at_days(group.at);
        map.insert("name".to_owned(), group.name.as_str().into());
        map.insert("others".to_owned(), group.others.into());
        map.insert("n".to_owned(), group.n.into());
        map.insert("lost_in_term".to_owned(), group.lost_in_term.into());
        map.insert("earliest".to_owned(), group.earliest.map(|day| day.to_string()).into());
        Value::Object(map)
    };
    groups.iter().map(one).collect()
}

fn model_groups(groups: &ModelGroups) -> Value {
    let one = |group: &ModelGroup| {
        let mut map = at_days(group.at);
        map.insert("class".to_owned(), group.class.words().into());
        map.insert("maker".to_owned(), group.maker.as_str().into());
        map.insert("model".to_owned(), group.model.as_str().into());
        map.insert("n".to_owned(), group.n.into());
        map.insert("lost_in_term".to_owned(), group.lost_in_term.into());
        map.insert("earliest".to_owned(), group.earliest.map(|day| day.to_string()).into());
        map.insert("latest".to_owned(), group.latest.map(|day| day.to_string()).into());
        map.insert("source".to_owned(), group.source.as_str().into());
        map.insert("reach".to_owned(), reaches(group.reaches));
        map.insert("rows".to_owned(), rows(&group.rows));
        Value::Object(map)
    };
    json!({
        "devices": groups.devices,
        "lost_in_term": groups.lost_in_term,
        "rows": rows(&groups.rows),
        "groups": groups.groups.iter().map(one).collect::<Value>(),
        "groups_not_listed": groups.more,
    })
}

fn exposure(survey: &Survey) -> Value {
    let exposure = &survey.exposure;
    json!({
        "stated": found(&exposure.stated),
        "public_address": found(&exposure.public_address),
        "reachable_zone": found(&exposure.reachable_zone),
        "any": found(&exposure.any),
        "not_reachable": exposure.not_reachable,
        "not_stated": exposure.not_stated,
    })
}

fn zones(survey: &Survey) -> Value {
    let said = |says: YesNo| match says {
        YesNo::Yes => Value::from(true),
        YesNo::No => Value::from(false),
        YesNo::Unknown => Value::Null,
    };
    let zones = survey.zones.iter().map(|zone| {
        json!({
            "column": zone.key.field.name(),
            "value": zone.key.value,
            "separated": said(zone.zone.separated),
            "reachable": said(zone.zone.reachable),
            "devices": zone.devices,
            "connected": found(&zone.connected),
            "business_systems": found(&zone.business),
        })
    });
    zones.collect()
}

fn conduct(survey: &Survey) -> Value {
    let conduct = &survey.conduct;
    json!({
        "default_credentials_not_changed": found(&conduct.default_credentials),
        "default_credentials_stated": conduct.credentials_stated,
        "no_mfa_on_admin": found(&conduct.no_mfa),
        "mfa_on_admin_stated": conduct.mfa_stated,
        "restricted_makers": conduct.restricted.iter().map(|it| json!({
            "maker": it.maker,
            "by": it.restriction.by,
            "as_of": it.restriction.as_of,
            "found": found(&it.found),
        })).collect::<Value>(),
        "media_boxes": found(&conduct.media_boxes),
        "ways_in": conduct.ways_in.iter().map(|(way, it)| json!({ "what": way.words(), "found": found(it) })).collect::<Value>(),
    })
}

fn known_exploited(exploited: &Exploited) -> Value {
    let grade = |grade: ExploitGrade| match grade {
        ExploitGrade::Model => "model",
        ExploitGrade::ProductLine => "product_line",
        ExploitGrade::Vendor => "vendor",
    };
    json!({
        "as_of": exploited.as_of.to_string(),
        "version": exploited.version,
        "model": exploited.devices(ExploitGrade::Model),
        "product_line": exploited.devices(ExploitGrade::ProductLine),
        "vendor": exploited.devices(ExploitGrade::Vendor),
        "not_listed": exploited.not_listed,
        "without_maker_or_model": exploited.not_told,
        "products": exploited.listed.iter().map(|product| json!({
            "maker": product.maker,
            "model": product.model,
            "grade": grade(product.grade),
            "devices": product.devices,
            "rows": rows(&product.rows),
            "entries": product.entries.iter().map(|entry| json!({
                "cve": entry.cve,
                "grade": grade(entry.grade),
                "vendor": entry.vendor,
                "product": entry.product,
                "matched": entry.token,
                "added": entry.added.to_string(),
                "ransomware": entry.ransomware.then_some(true),
                "says_unsupported": entry.says_unsupported,
            })).collect::<Value>(),
            "entries_not_listed": product.more,
        })).collect::<Value>(),
        "products_not_listed": exploited.more,
    })
}
