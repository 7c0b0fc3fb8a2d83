//! Carrying out what screens, keys and jobs ask for.

use super::action::{Action, Actions};
use super::answer::{AnswerChange, edit_from_change};
use super::carrier::FileAction;
use super::command::Command;
use super::devices::DevicesTab;
use super::dialogs::Purpose;
use super::evidence::EvidenceAction;
use super::finder::{Finder, FinderKind};
use super::importing::{ImportAction, Source};
use super::jobs::Finished;
use super::merging::{self, MergeAction};
use super::paper::{self, Paper};
use super::role::{self, Role};
use super::state::{Case, Desk, Field, Overlay, ScoreChange, Screen, View};
use super::store;
use super::what_if::WhatIfAction;
use super::{
    carrier, devices, email, estate, evidence, importing, opening, plans, preview, references, renewing, review,
    saving, what_if,
};
use crate::assessment::State;
use crate::files::{Change, Under};
use crate::inventory::ReferenceKind;
use crate::memo::wording::ask::settled_text;
use crate::questionnaire::{AnswerKind, QuestionIx, SectionIx, ThemeIx};
use crate::submission::{Answer, Edit, NotApplicable, Subjectivity};
use egui::{Context, ThemePreference, ViewportCommand};
use std::path::Path;

/// Applies the actions of a frame, in order.
pub fn apply(context: &Context, desk: &mut Desk, actions: Actions) {
    for action in actions {
        one(context, desk, action);
    }
    what_if::refresh(desk);
}

fn one(context: &Context, desk: &mut Desk, action: Action) {
    match action {
        Action::Run(command) => run(context, desk, command),
        Action::Jump(ix) => jump(desk, ix),
        Action::JumpToSection(section) => jump_to_section(desk, section),
        Action::Answer(ix, change) => answer(context, desk, ix, &change),
        Action::Edit { edit, label } => {
            if let Some(case) = &mut desk.case {
                edit_case(context, case, desk.now, *edit, label);
            }
        }
        Action::Draft(field, text) => with_view(desk, |view| match text {
            Some(text) => drop(view.drafts.insert(field, text)),
            None => drop(view.drafts.remove(&field)),
        }),
        Action::BreakMerge => {
            if let Some(case) = &mut desk.case {
                case.undo.break_merge();
            }
        }
        Action::FocusTaken => with_view(desk, |view| view.focus = None),
        Action::Scrolled => with_view(desk, |view| view.scroll_to_current = false),
        Action::ToggleWhy => with_view(desk, |view| view.why_open = !view.why_open),
        Action::Speaker(name) => with_view(desk, |view| view.speaker = name),
        Action::OptionCursor(cursor) => with_view(desk, |view| view.option_cursor = cursor),
        Action::Adopt(theme) => adopt(context, desk, theme),
        Action::OpenPath(path) => opening::open_any(context, desk, path),
        Action::ForgetRecent(path) => {
            desk.prefs.forget(&path);
            keep_prefs(desk);
        }
        Action::OpenSample(sample) => opening::open_sample(context, desk, sample),
        Action::OpenDraft(path) => {
            desk.drafts.retain(|draft| *draft != path);
            desk.jobs.start("Opening unsaved work", true, context, move |_| {
                Finished::Opened(Box::new(store::open_draft(&path)))
            });
        }
        Action::DropDraft(path) => {
            store::remove_draft(&path);
            desk.drafts.retain(|draft| *draft != path);
        }
        Action::FinderQuery(query) => with_finder(desk, |finder| finder.find(query)),
        Action::FinderSelect(place) => with_finder(desk, |finder| finder.selected = place),
        Action::FinderRun => finder_run(context, desk),
        Action::CloseOverlay => {
            desk.overlay = None;
            desk.closing = false;
        }
        Action::TypedPath(text) => {
            if let Some(Overlay::TypedPath { path, problem, .. }) = &mut desk.overlay {
                *path = text;
                problem.clear();
            }
        }
        Action::TypedPathDone => opening::typed_path_done(context, desk),
        Action::CloseAnyway => {
            desk.may_close = true;
            desk.overlay = None;
            saving::give_up(desk);
            context.send_viewport_cmd(ViewportCommand::Close);
        }
        Action::ReplaceOutside => saving::replace_outside(context, desk),
        Action::ReloadOutside => saving::reload_outside(context, desk),
        Action::KeepPlan => plans::keep(context, desk),
        Action::Recover(take) => opening::recover(context, desk, take),
        Action::CloseToast(id) => desk.toasts.retain(|toast| toast.id != id),
        Action::ToggleToast(id) => {
            if let Some(toast) = desk.toasts.iter_mut().find(|toast| toast.id == id) {
                toast.open = !toast.open;
            }
        }
        Action::PagesZoom(zoom) => paper::look(desk, |view| view.zoom = zoom.map(|zoom| zoom.clamp(0.4, 3.0))),
        Action::PagesJump(page) => paper::look(desk, |view| view.jump_to = Some(page)),
        Action::PagesJumped => paper::look(desk, |view| view.jump_to = None),
        Action::DevicesTab(tab) => {
            desk.screen = Screen::Devices;
            with_case(desk, |case| case.devices.tab = tab);
            if matches!(tab, DevicesTab::Products | DevicesTab::Exploited) {
                references::look_up(context, desk);
            }
        }
        Action::Review(action) => review::apply(context, desk, action),
        Action::Merge(action) => merging::apply(context, desk, action),
        Action::Import(ImportAction::Begin(Source::File(path))) if merging::carries_one(&path) => {
            merging::apply(context, desk, MergeAction::Begin(path));
        }
        Action::Import(action) => importing::apply(context, desk, action),
        Action::List(action) => devices::apply(context, desk, action),
        Action::Plan(action) => carrier::draft::apply(context, desk, action),
        Action::Book(action) => carrier::book::apply(context, desk, action),
        Action::WhatIf(action) => what_if::apply(context, desk, action),
        Action::ConfirmSection(section) => renewing::confirm_section(context, desk, section),
        Action::Evidence(action) => evidence::apply(context, desk, action),
        Action::CancelJob(id) => desk.jobs.cancel(id),
    }
}

fn with_case(desk: &mut Desk, change: impl FnOnce(&mut Case)) {
    if let Some(case) = &mut desk.case {
        change(case);
    }
}

fn with_view(desk: &mut Desk, change: impl FnOnce(&mut View)) {
    with_case(desk, |case| change(&mut case.view));
}

fn with_finder(desk: &mut Desk, change: impl FnOnce(&mut Finder)) {
    if let Some(Overlay::Finder(finder)) = &mut desk.overlay {
        change(finder);
    }
}

/// Commands of the table.
fn run(context: &Context, desk: &mut Desk, command: Command) {
    if !command.is_enabled(desk) {
        return;
    }
    match command {
        Command::New => opening::new_case(context, desk),
        Command::OpenPlan => carrier::filing::apply(context, desk, FileAction::Ask),
        Command::NewPlan => {
            show(desk, Screen::Weights);
            carrier::filing::apply(context, desk, FileAction::New);
        }
        Command::Save if desk.screen == Screen::Weights => carrier::filing::save_now(context, desk),
        Command::SaveAs if desk.screen == Screen::Weights => carrier::filing::apply(context, desk, FileAction::SaveAs),
        Command::Undo if desk.screen.is_carrier() => carrier::draft::undo(desk, false),
        Command::Redo if desk.screen.is_carrier() => carrier::draft::undo(desk, true),
        Command::Search if desk.screen == Screen::Weights => carrier::draft::focus_search(desk),
        Command::Open => opening::ask(context, desk, Purpose::OpenCase),
        Command::RollForward => renewing::roll_forward(context, desk, Under::Own),
        Command::RollForwardCurrent => renewing::roll_forward(context, desk, Under::Current),
        Command::Save => saving::save_now(context, desk),
        Command::SaveAs => opening::ask(context, desk, Purpose::SaveCase),
        Command::SaveMemo => {
            let paper = Paper::on(desk.screen).unwrap_or(Paper::Memo);
            opening::ask(context, desk, paper.purpose());
        }
        Command::SavePreview => opening::ask(context, desk, Purpose::SavePreview),
        Command::CopyAsPreview => preview::copy(context, desk),
        Command::EndPreview => preview::end(context, desk),
        Command::SaveExhibit => opening::ask(context, desk, Purpose::SaveExhibit),
        Command::Undo => undo(context, desk, Step::Back),
        Command::Redo => undo(context, desk, Step::Forth),
        Command::Palette => desk.overlay = Some(Overlay::Finder(Finder::open(FinderKind::Palette, desk))),
        Command::Search if desk.screen == Screen::Devices && case_has_devices(desk) => {
            with_case(desk, |case| {
                case.devices.tab = DevicesTab::List;
                devices::focus_filter(case);
            });
        }
        Command::Search if desk.screen == Screen::WhatIf && case_has_scenarios(desk) => {
            what_if::apply(context, desk, WhatIfAction::FocusFilter);
        }
        Command::Search if desk.screen == Screen::Book && desk.carrier.book.is_some() => {
            carrier::book::focus_filter(desk);
        }
        Command::Search => desk.overlay = Some(Overlay::Finder(Finder::open(FinderKind::Search, desk))),
        Command::Keys => desk.overlay = Some(Overlay::Keys),
        Command::AboutRoles => desk.overlay = Some(Overlay::Roles),
        Command::Home => {
            if desk.keeps_drafts {
                desk.drafts = store::drafts();
            }
            show(desk, Screen::Home);
        }
        Command::Case => show(desk, Screen::Case),
        Command::Interview => show(desk, Screen::Interview),
        Command::Devices => {
            show(desk, Screen::Devices);
            with_case(desk, devices::focus_table);
        }
        Command::AddDevice => {
            show(desk, Screen::Devices);
            with_case(desk, |case| case.devices.tab = DevicesTab::List);
            devices::add_device(context, desk);
        }
        Command::RemoveDevices => {
            let now = desk.now;
            with_case(desk, |case| devices::remove_devices(context, case, now));
        }
        Command::ImportDevices => opening::ask(context, desk, Purpose::ImportDevices),
        Command::AddCatalogue => {
            opening::ask(context, desk, Purpose::AddReference(ReferenceKind::KnownExploited));
        }
        Command::AddSupportList => opening::ask(context, desk, Purpose::AddReference(ReferenceKind::Support)),
        Command::OtherPlan => opening::ask(context, desk, Purpose::TryPlan),
        Command::NoPlan => plans::try_without(desk),
        Command::ChooseExpiring => opening::ask(context, desk, Purpose::ChooseExpiring),
        Command::DropExpiring => {
            let now = desk.now;
            with_case(desk, |case| edit_case(context, case, now, Edit::Expiring(None), None));
        }
        Command::Assessment => show(desk, Screen::Assessment),
        Command::WhatIf => {
            show(desk, Screen::WhatIf);
            what_if::apply(context, desk, WhatIfAction::FocusTable);
        }
        Command::Terms => show(desk, Screen::Terms),
        Command::Memo => show(desk, Screen::Memo),
        Command::Preview => show(desk, Screen::Preview),
        Command::Renewal => show(desk, Screen::Renewal),
        Command::OpenItems => show(desk, Screen::OpenItems),
        Command::Worksheet => show(desk, Screen::Worksheet),
        Command::ExportWorksheet => opening::ask(context, desk, Purpose::SaveWorksheet),
        Command::ExportForm => opening::ask(context, desk, Purpose::SaveForm),
        Command::MergeWorksheet => opening::ask(context, desk, Purpose::MergeWorksheet),
        Command::Evidence => show(desk, Screen::Evidence),
        Command::Attach => ask_for_file(context, desk),
        Command::Book | Command::Weights => {
            carrier::begin(desk);
            show(desk, if command == Command::Book { Screen::Book } else { Screen::Weights });
            carrier::draft::focus_table(desk);
        }
        Command::Gallery => show(desk, Screen::Gallery),
        Command::CopyOpenItems => {
            if let Some(case) = &desk.case {
                let text = email::text_from_open_items(case);
                let count = super::words::counted(case.derived.unsettled(), "open item", "open items");
                context.copy_text(text);
                desk.toast(format!("Copied {count}; paste them into an email"));
            }
        }
        Command::AskNext => ask_next(desk),
        Command::QuickCall => {
            with_view(desk, |view| view.quick_call = !view.quick_call);
            if quick_call(desk) {
                ask_next(desk);
            }
        }
        Command::NextOpen if quick_call(desk) => ask_next(desk),
        Command::NextOpen => next_open(desk),
        Command::NextQuestion => step_question(desk, Step::Forth),
        Command::PreviousQuestion => step_question(desk, Step::Back),
        Command::NextSection => step_section(desk, Step::Forth),
        Command::PreviousSection => step_section(desk, Step::Back),
        Command::Confirm => {
            answer_current(context, desk, &AnswerChange::Confirm);
            next_open(desk);
        }
        Command::ConfirmSection => {
            if let Some(section) = desk.case.as_ref().map(Case::section) {
                renewing::confirm_section(context, desk, section);
            }
        }
        Command::Unknown => answer_current(context, desk, &AnswerChange::Unknown),
        Command::ClearAnswer => answer_current(context, desk, &AnswerChange::Clear),
        Command::Flag => answer_current(context, desk, &AnswerChange::Flag),
        Command::NotApplicable => {
            answer_current(context, desk, &AnswerChange::NotApplicable(NotApplicable::default()));
            with_view(desk, |view| view.focus = Some(Field::Reason));
        }
        Command::Note => with_view(desk, |view| view.focus = Some(Field::Note)),
        Command::Why => with_view(desk, |view| view.why_open = !view.why_open),
        Command::AdvanceAfterAnswer => {
            desk.prefs.advance_after_answer = !desk.prefs.advance_after_answer;
            keep_prefs(desk);
            let on = if desk.prefs.advance_after_answer {
                "goes on to the next open question"
            } else {
                "stays on the question"
            };
            desk.toast(format!("After an answer the desk {on}"));
        }
        Command::AsUnderwriter => role::take_on(desk, Role::Underwriter),
        Command::AsBroker => role::take_on(desk, Role::Broker),
        Command::AsCarrier => role::take_on(desk, Role::Carrier),
        Command::Light => set_theme(desk, ThemePreference::Light),
        Command::Dark if desk.theme == ThemePreference::Dark => set_theme(desk, ThemePreference::Light),
        Command::Dark => set_theme(desk, ThemePreference::Dark),
        Command::SystemTheme => set_theme(desk, ThemePreference::System),
        Command::ZoomReset => context.set_zoom_factor(1.0),
    }
}

fn case_has_scenarios(desk: &Desk) -> bool {
    desk.case.as_ref().is_some_and(|case| !case.submission.scenarios.is_empty())
}

fn ask_for_file(context: &Context, desk: &mut Desk) {
    if let Some(ix) = desk.case.as_ref().map(|case| case.view.current) {
        evidence::apply(context, desk, EvidenceAction::Ask(ix));
    }
}

fn case_has_devices(desk: &Desk) -> bool {
    desk.case.as_ref().is_some_and(|case| !case.submission.devices.table.is_empty())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Back,
    Forth,
}

fn set_theme(desk: &mut Desk, theme: ThemePreference) {
    desk.theme = theme;
    desk.prefs.theme = store::theme_choice(theme);
    keep_prefs(desk);
}

pub(super) fn keep_prefs(desk: &mut Desk) {
    if !desk.keeps_prefs {
        return;
    }
    if let Err(refusal) = store::write_prefs(&desk.prefs) {
        desk.error(refusal.text, refusal.details);
    }
}

pub(super) fn show(desk: &mut Desk, screen: Screen) {
    desk.screen = screen;
    with_case(desk, |case| {
        case.undo.break_merge();
        case.view.scroll_to_current = true;
    });
}

fn jump(desk: &mut Desk, ix: QuestionIx) {
    desk.screen = Screen::Interview;
    desk.overlay = None;
    with_case(desk, |case| make_current(case, ix));
}

fn make_current(case: &mut Case, ix: QuestionIx) {
    case.undo.break_merge();
    case.view.current = ix;
    case.view.option_cursor = None;
    case.view.scroll_to_current = true;
}

fn jump_to_section(desk: &mut Desk, section: SectionIx) {
    let Some(case) = &desk.case else { return };
    let mut shown = case.questionnaire.places_of(section).filter(|ix| case.derived.is_shown(*ix));
    let first = shown.next();
    let open = case
        .derived
        .open
        .iter()
        .map(|item| item.question)
        .find(|ix| case.questionnaire.question(*ix).section == section);
    if let Some(ix) = open.or(first) {
        jump(desk, ix);
    }
}

fn next_open(desk: &mut Desk) {
    let Some(case) = &desk.case else { return };
    match case.derived.next_open(case.view.current) {
        Some(ix) => jump(desk, ix),
        None => desk.toast("Every question has an answer"),
    }
}

fn quick_call(desk: &Desk) -> bool {
    desk.case.as_ref().is_some_and(|case| case.view.quick_call)
}

/// Goes to the best question to ask; from there to the one after it.
fn ask_next(desk: &mut Desk) {
    let Some(case) = &desk.case else { return };
    let next = case.asking().order.iter().map(|next| next.question).find(|ix| *ix != case.view.current);
    match next.or_else(|| case.asking().order.first().map(|next| next.question)) {
        Some(ix) => jump(desk, ix),
        None => {
            let said = settled_text(&case.questionnaire, case.asking());
            desk.toast(said.unwrap_or_else(|| "Every question has an answer".to_owned()));
        }
    }
}

fn step_question(desk: &mut Desk, step: Step) {
    let Some(case) = &mut desk.case else { return };
    let current = case.view.current;
    let shown = case.questionnaire.places().filter(|ix| case.derived.is_shown(*ix));
    let next = match step {
        Step::Forth => shown.into_iter().find(|ix| *ix > current),
        Step::Back => shown.take_while(|ix| *ix < current).last(),
    };
    if let Some(ix) = next {
        make_current(case, ix);
    }
}

fn step_section(desk: &mut Desk, step: Step) {
    let Some(case) = &desk.case else { return };
    let own = usize::from(case.section().0);
    let shown = |place: &usize| case.derived.shown_sections.get(*place) == Some(&true);
    let next = match step {
        Step::Forth => (own + 1..case.questionnaire.sections.len()).find(shown),
        Step::Back => (0..own).rev().find(shown),
    };
    let first = next
        .and_then(|place| u8::try_from(place).ok())
        .and_then(|place| case.questionnaire.places_of(SectionIx(place)).find(|ix| case.derived.is_shown(*ix)));
    if let Some(ix) = first {
        jump(desk, ix);
    }
}

fn answer_current(context: &Context, desk: &mut Desk, change: &AnswerChange) {
    if let Some(case) = &desk.case {
        answer(context, desk, case.view.current, change);
    }
}

fn answer(context: &Context, desk: &mut Desk, ix: QuestionIx, change: &AnswerChange) {
    let Some(case) = &mut desk.case else { return };
    if case.view.current != ix {
        make_current(case, ix);
    }
    let questionnaire = case.questionnaire.clone();
    let speaker = case.view.speaker.clone();
    let Some((edit, label)) = edit_from_change(&questionnaire, &case.submission, ix, change, &speaker, desk.today)
    else {
        return;
    };
    let before = case.derived.assessment.score;
    edit_case(context, case, desk.now, edit, Some(label));
    let delta = case.derived.assessment.score - before;
    if delta != crate::questionnaire::Ratio::from_integer(0) {
        case.view.change = Some(ScoreChange { question: ix, delta, at: desk.now });
    }
    if let AnswerChange::Option(place) = change {
        case.view.option_cursor = Some(*place);
        let question = questionnaire.question(ix);
        let asks_more = case.derived.asked.get(usize::from(ix.0)).is_some_and(|asked| !asked.is_empty());
        let done = question.kind == AnswerKind::Single && !asks_more;
        if done && quick_call(desk) {
            ask_next(desk);
        } else if done && desk.prefs.advance_after_answer {
            next_open(desk);
        }
    } else if *change == AnswerChange::Unknown && quick_call(desk) {
        ask_next(desk);
    }
}

/// Makes an edit: undo, history, results.
pub(super) fn edit_case(context: &Context, case: &mut Case, now: f64, edit: Edit, label: Option<String>) {
    let label = label.unwrap_or_else(|| edit.label(&case.submission));
    let change = Change { at: store::now_text(), who: store::user(), label: label.clone(), edit: edit.clone() };
    case.undo.edit_as(&mut case.submission, edit, label);
    changed(context, case, now, change);
}

fn changed(context: &Context, case: &mut Case, now: f64, change: Change) {
    if estate::is_touched_by(&change.edit) {
        case.devices_revision += 1;
        estate::refresh(case);
    }
    if plans::is_rebound_by(&change.edit) {
        plans::rebind(case);
    }
    let is_large = saving::is_large(&change.edit);
    devices::table_changed(case, &change.edit);
    case.slot.changes.push(change);
    case.revision += 1;
    case.changed_at = now;
    if is_large {
        saving::save_at_once(case);
    }
    case.derive();
    if !case.derived.is_shown(case.view.current)
        && let Some(ix) = case.questionnaire.places().find(|ix| *ix > case.view.current && case.derived.is_shown(*ix))
    {
        case.view.current = ix;
    }
    context.request_repaint_after(std::time::Duration::from_millis(500));
}

fn undo(context: &Context, desk: &mut Desk, step: Step) {
    let Some(case) = &mut desk.case else { return };
    let done = match step {
        Step::Back => case.undo.undo(&mut case.submission),
        Step::Forth => case.undo.redo(&mut case.submission),
    };
    let Some((edit, label)) = done else { return };
    let verb = match step {
        Step::Back => "Undo",
        Step::Forth => "Redo",
    };
    if let Edit::Record { question, .. } = &edit
        && let Some(ix) = case.questionnaire.find(question)
    {
        make_current(case, ix);
    }
    case.view.drafts.clear();
    let cell = devices::changed_cell(&edit);
    let said = format!("{verb}: {}", lower_first(&label));
    let change = Change { at: store::now_text(), who: store::user(), label: said.clone(), edit };
    changed(context, case, desk.now, change);
    if let Some((row, field)) = cell {
        devices::show_cell(case, row, field);
    }
    desk.toast(said);
}

/// `change D1 to ...` inside a sentence.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn adopt(context: &Context, desk: &mut Desk, theme: ThemeIx) {
    let Some(case) = &mut desk.case else { return };
    let Some(suggested) = case.derived.assessment.subjectivities.iter().find(|it| it.theme == theme) else { return };
    let questionnaire = case.questionnaire.clone();
    let it = questionnaire.theme(theme);
    let pre_bind = suggested.pre_bind;
    let due = match case.submission.policy.inception {
        Some(inception) if pre_bind => Some(inception),
        Some(inception) => inception.checked_add_days(chrono::Days::new(u64::from(it.days))),
        None => None,
    };
    let wording = case.wording();
    let subjectivity = Subjectivity {
        theme: it.code.clone(),
        text: wording.subjectivity_text(theme),
        owner: String::new(),
        due,
        pre_bind,
        proof: it.proof.clone(),
        consequence: it.consequence.clone(),
        ..Subjectivity::default()
    };
    let mut all = case.submission.subjectivities.clone();
    all.push(subjectivity);
    edit_case(context, case, desk.now, Edit::Subjectivities(all), Some(format!("Adopt \"{}\"", it.title)));
    desk.toast(format!("Added to the terms: {}", it.title));
}

/// What a job came back with.
pub fn finished(context: &Context, desk: &mut Desk, finished: Finished) {
    match finished {
        Finished::Opened(opened) => match *opened {
            Ok(opened) => opening::opened_case(context, desk, opened),
            Err(refusal) => desk.error(refusal.text, refusal.details),
        },
        Finished::Saved(outcome) => saving::saved(context, desk, *outcome),
        Finished::LaidOut { paper, case_id, revision, list } => {
            paper::laid_out(desk, paper, case_id, revision, list);
        }
        Finished::Written(paper, result) => paper::written(desk, paper, result),
        Finished::Looked(looked) => importing::looked(desk, *looked),
        Finished::PlanRead(read) => plans::plan_read(desk, *read),
        Finished::ExpiringRead(read) => plans::expiring_read(context, desk, *read),
        Finished::RolledForward(rolled) => renewing::rolled_forward(context, desk, *rolled),
        Finished::ReferencesRead(read) => references::read(context, desk, *read),
        Finished::ShelfRead(newest) => references::looked_up(desk, newest),
        Finished::ListRead(read) => importing::list_read(context, desk, *read),
        Finished::Surveyed { case_id, revision, computed } => {
            if let Some(case) = desk.case.as_mut().filter(|case| case.id == case_id) {
                estate::counted(case, revision, *computed);
            }
        }
        Finished::Arranged { case_id, arranged } => with_case(desk, |case| {
            if case.id == case_id {
                devices::arranged(case, *arranged);
            }
        }),
        Finished::WayFound { case_id, revision, aim, answer } => with_case(desk, |case| {
            if case.id == case_id {
                what_if::way_found(case, revision, aim, *answer);
            }
        }),
        Finished::Copied { text, said } => devices::copied(context, desk, text, said),
        Finished::Carrier(done) => carrier::finished(context, desk, *done),
        Finished::SheetRead(sheet) => merging::sheet_read(desk, *sheet),
        Finished::HandedOut(result) => merging::handed_out(desk, result),
        Finished::EvidenceTaken(taken) => evidence::taken(context, desk, *taken),
        Finished::EvidenceCopied(done) => evidence::copied(desk, done),
        Finished::Dialog(reply) => opening::replied(context, desk, reply),
    }
}

fn finder_run(context: &Context, desk: &mut Desk) {
    let Some(Overlay::Finder(finder)) = &desk.overlay else { return };
    let actions = finder.hits.get(finder.selected).map(|hit| hit.actions.clone());
    if let Some(actions) = actions {
        desk.overlay = None;
        apply(context, desk, actions);
    }
}

/// Last part of a path, for people.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Whether not-applicable fields are to be shown for a question.
#[must_use]
pub fn not_applicable_on_file(case: &Case, ix: QuestionIx) -> Option<(&NotApplicable, bool)> {
    match case.submission.answer(&case.questionnaire.question(ix).id) {
        Some(Answer::NotApplicable(na)) => {
            Some((na, case.derived.assessment.reading(ix).state == State::NotApplicable))
        }
        _ => None,
    }
}
