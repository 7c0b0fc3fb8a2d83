//! Tests of the assessment: the worked example, every ruling that is easy to get wrong, and laws.

mod action_plans;
mod advice;
mod conditions;
mod consistency;
mod efforts;
mod evidence;
mod exposure;
pub mod laws;
mod listed;
mod lists;
mod outcome;
mod planted;
mod range;
mod referrals;
mod renewals;
mod rolled;
pub(crate) mod small;
mod states;
pub(crate) mod support;
mod what_if;
mod worked;
