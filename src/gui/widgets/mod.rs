//! The parts that screens are made of. Each draws and answers with a response; none changes anything.

mod arithmetic;
mod band_bar;
mod bars;
mod buttons;
mod evidence;
mod field;
mod heat;
mod impact;
mod matrix;
mod meter;
mod option_row;
mod paint;
mod parts;
mod scroll_bar;
mod shape;
mod shift;
mod sight;
mod slider;
mod spread;
mod support_bar;
mod text;
mod toast;
mod wall;
mod waterfall;

pub use arithmetic::{arithmetic_ui, number_ui};
pub use band_bar::{BandBar, band_bar_ui};
pub use bars::{UprightBar, upright_bars_ui};
pub use buttons::{
    chip_ui, critical_ui, icon_button_ui, key_cap_ui, link_ui, menu_button_ui, menu_entry_ui, primary_button_ui,
    row_button_ui, tab_ui,
};
pub use evidence::evidence_ui;
pub use field::{FieldStyle, choice_ui, field_label_ui, text_field_ui};
pub use heat::{Heat, HeatCell, heat_key_ui, heat_ui};
pub use impact::{impact_step, impact_ui, impact_words};
pub use matrix::{Matrix, Place, matrix_ui};
pub use meter::{bar_row_ui, meter_ui};
pub use option_row::{OptionRow, option_row_ui, paint_pips_at};
pub use paint::{caption_at, label_at, strong_at, within};
pub use parts::{Part, parts_ui};
pub use shape::{Level, level_ui, paint_level, rule_icon};
pub use shift::{Shift, shift_heads_ui, shift_ui};
pub use sight::{Extent, LINE, Placed, Scrolled, Sight};
pub use slider::{Slider, slider_ui};
pub use spread::{Spread, spread_key_ui, spread_ui};
pub use support_bar::{SupportBar, support_bar_ui, support_key_ui};
pub use text::{Text, card_ui, empty_ui, hairline_ui, heading_ui, icon_ui};
pub use toast::toasts_ui;
pub use wall::{Wall, WallColumn, WallMark, wall_ui};
pub use waterfall::{Step, waterfall_ui};
