//! How a cell looks: numbers to the right, the end of support as shape, word and date.

use super::grid::{Grid, table_id};
use crate::gui::theme::{self, icons, size, tokens};
use crate::gui::widgets::{Level, paint_level};
use crate::gui::words;
use crate::inventory::browse::{Column, Source, SupportState};
use crate::inventory::{
    DateRules, DeviceClass, EndBasis, EndFrom, Field, MatchQuality, ReadDate, known_end_and_basis, read_date,
};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, FontId, Painter, Rect, Role, Sense, Ui, WidgetInfo, pos2};
use std::borrow::Cow;

/// What is drawn in a cell.
pub(super) struct CellLook<'a> {
    text: Cow<'a, str>,
    kind: Kind,
}

enum Kind {
    Plain,
    Number,
    /// Says that nothing is known.
    Quiet,
    /// A column of dates holds a text that is none.
    Unread,
    Support(SupportState),
}

impl<'a> CellLook<'a> {
    pub(super) fn of(source: &Source<'a>, row: usize, column: Column) -> Self {
        let (kind, text) = match column {
            Column::Support => {
                let (state, text) = SupportState::of_row(source, row);
                (Kind::Support(state), Cow::Owned(text))
            }
            _ => (kind(source, row, column), column.text(source, row)),
        };
        Self { text, kind }
    }
}

/// Whether a column holds numbers, which stand at the right.
pub(super) fn is_number(column: Column) -> bool {
    matches!(column, Column::Field(Field::Quantity | Field::LifetimeMonths | Field::RiskScoreExternal))
}

fn kind(source: &Source<'_>, row: usize, column: Column) -> Kind {
    match column {
        Column::Class if source.devices.class(row) == DeviceClass::Unknown => Kind::Quiet,
        Column::Field(_) if is_number(column) => Kind::Number,
        Column::Field(field) => match field.date() {
            Some(date) if source.devices.date(row, date).is_none() => {
                match read_date(source.devices.text(row, field), DateRules::default()) {
                    ReadDate::Trouble(_) => Kind::Unread,
                    // To be announced, and the like.
                    ReadDate::Unknown | ReadDate::Known(..) => Kind::Quiet,
                }
            }
            _ => Kind::Plain,
        },
        _ => Kind::Plain,
    }
}

/// Shape and colour of a state; red is kept for the worst band.
pub(super) fn level_of(state: SupportState) -> Level {
    match state {
        SupportState::Past => Level::Band(3),
        SupportState::EndsInTerm => Level::Band(2),
        SupportState::InSupport => Level::Band(0),
        SupportState::NoTerm => Level::Band(1),
        SupportState::Unknown => Level::NoDecision,
    }
}

/// Draws a cell into its place; what does not fit ends in dots.
pub(super) fn paint_cell(ui: &Ui, painter: &Painter, place: Rect, look: &CellLook<'_>) {
    if look.text.is_empty() {
        return;
    }
    let tokens = tokens(ui);
    let place = place.shrink2(egui::vec2(8.0, 0.0));
    let y = place.center().y;
    let font = FontId::new(size::LABEL, theme::regular());
    let plain = |colour| TextFormat::simple(font.clone(), colour);
    let mut left = place.left();
    let mut job = LayoutJob::default();
    match look.kind {
        Kind::Support(state) => {
            let colour = level_of(state).colour(tokens);
            paint_level(painter, pos2(left + 6.0, y), 10.0, level_of(state), colour);
            left += 18.0;
            let rest = look.text.strip_prefix(state.words()).unwrap_or_default();
            let strong = FontId::new(size::LABEL, theme::semibold());
            job.append(state.words(), 0.0, TextFormat::simple(strong, colour));
            job.append(rest, 0.0, plain(tokens.text));
        }
        Kind::Quiet => job.append(&look.text, 0.0, plain(tokens.quiet)),
        Kind::Unread => job.append(&look.text, 0.0, TextFormat { italics: true, ..plain(tokens.bands[2]) }),
        Kind::Plain | Kind::Number => job.append(&look.text, 0.0, plain(tokens.text)),
    }
    job.break_on_newline = false;
    job.wrap = TextWrapping::truncate_at_width((place.right() - left).max(12.0));
    let galley = painter.layout_job(job);
    let x = if matches!(look.kind, Kind::Number) { place.right() - galley.size().x } else { left };
    painter.galley(pos2(x, y - galley.size().y / 2.0), galley, tokens.text);
}

/// The head of a group: fold, name, rows and devices.
pub(super) fn paint_group(ui: &Ui, painter: &Painter, grid: &Grid<'_>, group: usize, rect: Rect, speaks: bool) {
    let Some(it) = grid.list.order.groups.get(group) else { return };
    let tokens = tokens(ui);
    let is_open = grid.list.open_groups.contains(&it.name);
    let y = rect.center().y;
    let icon = if is_open { icons::DOWN } else { icons::RIGHT };
    painter.text(
        pos2(rect.left() + 18.0, y),
        Align2::CENTER_CENTER,
        icon,
        FontId::new(13.0, theme::icon_family()),
        tokens.quiet,
    );
    let mut left = rect.left() + 34.0;
    if grid.list.view.group == Some(Column::Support)
        && let Some(state) = SupportState::ALL.into_iter().find(|state| state.words() == it.name)
    {
        let colour = level_of(state).colour(tokens);
        paint_level(painter, pos2(left + 6.0, y), 10.0, level_of(state), colour);
        left += 18.0;
    }
    let name = if it.name.is_empty() { "Not stated" } else { it.name.as_str() };
    let strong = FontId::new(size::LABEL, theme::semibold());
    let drawn = painter.text(pos2(left, y), Align2::LEFT_CENTER, name, strong, tokens.text);
    let counts = group_counts(it.rows, it.devices);
    let regular = FontId::new(size::LABEL, theme::regular());
    painter.text(pos2(drawn.right() + 12.0, y), Align2::LEFT_CENTER, &counts, regular, tokens.quiet);
    if speaks {
        let said = format!("Group {name}, {counts}, {}", if is_open { "open" } else { "shut" });
        let response =
            ui.interact(rect.intersect(grid.sight.body), table_id().with(("group", group % 512)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &said));
    }
}

fn group_counts(rows: u32, devices: u64) -> String {
    let rows_words = words::grouped(u64::from(rows));
    let rows_words = if rows == 1 { "1 row".to_owned() } else { format!("{rows_words} rows") };
    if u64::from(rows) == devices { rows_words } else { format!("{rows_words}, {} devices", words::grouped(devices)) }
}

/// What a cell rests on, or why it was not understood; `None` where it speaks for itself.
pub(super) fn explanation(source: &Source<'_>, row: usize, column: Column) -> Option<String> {
    match column {
        Column::Support => {
            let (_, basis) = known_end_and_basis(source.devices, source.products, row);
            let Some(basis) = basis else {
                return Some("Neither the list nor a support list says when security support ends".to_owned());
            };
            Some(basis_words(basis))
        }
        Column::Field(_) => {
            let look = CellLook::of(source, row, column);
            (matches!(look.kind, Kind::Unread) && !look.text.is_empty()).then(|| {
                "Kept as written; no date is read from it. Write it as 2027-03-31 to have it counted".to_owned()
            })
        }
        Column::Class => {
            let written = source.devices.text(row, Field::DeviceType);
            (!written.is_empty() && written != source.devices.class(row).words())
                .then(|| format!("Written as \"{written}\""))
        }
    }
}

fn basis_words(basis: EndBasis) -> String {
    let from = match basis.from {
        EndFrom::Own => "From the applicant's list",
        EndFrom::Declared => "Declared for this case",
        EndFrom::List(MatchQuality::Exact) => "From a support list, for this model",
        EndFrom::List(MatchQuality::Family) => "From a support list, for the family of models",
        EndFrom::List(MatchQuality::VendorDefault) => "From a support list, for everything of the vendor",
    };
    let inferred =
        if basis.inferred { "; the end of all support, because none of security support is given" } else { "" };
    let month = if basis.month_only { "; only the month is known, its last day counts" } else { "" };
    format!("{from}{inferred}{month}")
}
