//! Underwriter, broker, carrier: which places the desk shows first, and whether it shows weights as numbers.
//!
//! A role arranges and protects nothing. A screen that a role does not list stays reachable by its key and by the
//! palette, and the rail then says that it lies outside the role.

pub use crate::files::Role;

use super::apply::{keep_prefs, show};
use super::carrier;
use super::command::Command;
use super::state::{Desk, Screen};

/// Places of the rail that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Over them; empty for none.
    pub caption: &'static str,
    pub screens: &'static [Screen],
    /// One row until one of them is on the screen.
    pub folded: bool,
}

const fn open(caption: &'static str, screens: &'static [Screen]) -> Places {
    Places { caption, screens, folded: false }
}

const UNDERWRITER: &[Places] = &[
    open(
        "",
        &[Screen::Case, Screen::Interview, Screen::OpenItems, Screen::Evidence, Screen::Worksheet, Screen::Devices],
    ),
    open("Result", &[Screen::Assessment, Screen::WhatIf, Screen::Renewal, Screen::Terms, Screen::Memo]),
    Places { caption: "Carrier", screens: &[Screen::Book, Screen::Weights], folded: true },
];
const BROKER: &[Places] = &[
    open(
        "",
        &[Screen::Case, Screen::Interview, Screen::OpenItems, Screen::Evidence, Screen::Worksheet, Screen::Devices],
    ),
    open("For the client", &[Screen::WhatIf, Screen::Preview]),
];
const CARRIER: &[Places] = &[
    open("Carrier", &[Screen::Book, Screen::Weights]),
    open("Result", &[Screen::Assessment, Screen::WhatIf, Screen::Renewal, Screen::Terms, Screen::Memo]),
    open(
        "Case",
        &[Screen::Case, Screen::Interview, Screen::OpenItems, Screen::Evidence, Screen::Worksheet, Screen::Devices],
    ),
];

/// What every switch says.
pub const PROTECTS_NOTHING: &str = "Arranges the desk and protects nothing: whoever has the program can switch";

impl Role {
    pub const ALL: [Self; 3] = [Self::Underwriter, Self::Broker, Self::Carrier];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Underwriter => "Underwriter",
            Self::Broker => "Broker",
            Self::Carrier => "Carrier",
        }
    }

    /// The command that arranges the desk for it.
    #[must_use]
    pub fn command(self) -> Command {
        match self {
            Self::Underwriter => Command::AsUnderwriter,
            Self::Broker => Command::AsBroker,
            Self::Carrier => Command::AsCarrier,
        }
    }

    /// The rail from top to bottom, after home.
    #[must_use]
    pub fn rail(self) -> &'static [Places] {
        match self {
            Self::Underwriter => UNDERWRITER,
            Self::Broker => BROKER,
            Self::Carrier => CARRIER,
        }
    }

    /// Whether the rail has a place for a screen.
    #[must_use]
    pub fn lists(self, screen: Screen) -> bool {
        matches!(screen, Screen::Home | Screen::Gallery)
            || self.rail().iter().any(|places| places.screens.contains(&screen))
    }

    /// Where a case is opened.
    #[must_use]
    pub fn first_of_case(self) -> Screen {
        match self {
            Self::Underwriter | Self::Broker => Screen::Interview,
            Self::Carrier => Screen::Assessment,
        }
    }

    /// Where the desk goes when the role is taken on and does not list what is on the screen.
    #[must_use]
    pub fn first(self, has_case: bool) -> Screen {
        match self {
            Self::Carrier => Screen::Book,
            _ if has_case => self.first_of_case(),
            _ => Screen::Home,
        }
    }

    /// Weights, points and what leads to them stand as numbers; to a broker, as bars of impact.
    #[must_use]
    pub fn shows_weights(self) -> bool {
        self != Self::Broker
    }

    /// What was arranged, for a person.
    #[must_use]
    pub fn arranged(self) -> &'static str {
        match self {
            Self::Underwriter => {
                "The desk is arranged for an underwriter: the case first, book and weights folded away"
            }
            Self::Broker => "The desk is arranged for a broker: weights are bars, and carriers' places lie outside",
            Self::Carrier => "The desk is arranged for a carrier: book and weights first",
        }
    }
}

impl Desk {
    /// Whose desk it is.
    #[must_use]
    pub fn role(&self) -> Role {
        self.prefs.role
    }
}

/// Arranges the desk for a role. Nothing of the work is touched; a screen that the role lists stays.
pub fn take_on(desk: &mut Desk, role: Role) {
    desk.prefs.role = role;
    keep_prefs(desk);
    if !role.lists(desk.screen) {
        let first = role.first(desk.case.is_some());
        if first.is_carrier() {
            carrier::begin(desk);
        }
        show(desk, first);
    }
    desk.toast(role.arranged());
}
