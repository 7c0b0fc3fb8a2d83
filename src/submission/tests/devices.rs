//! Changes of the device list, as the desk makes them.

use super::*;
use crate::inventory::DateRules;

/// What a person does to the device list; rows are taken modulo the rows that are there.
#[derive(Clone, Debug)]
enum DeviceAct {
    Type(Vec<(u32, (Field, Cell))>),
    /// Over the cells from a row on, and the rest below the last row.
    Paste(Vec<(u32, (Field, Cell))>, Vec<DeviceRow>),
    Import(Vec<DeviceRow>),
    Remove(Vec<usize>),
    Declare(String),
    Undo,
    Redo,
}

fn a_typed_cell() -> impl Strategy<Value = (Field, Cell)> {
    let texts = ["", "x", "Camera", "2024-02-29", "2027-02", "tba", "7", "1,000", "10.0.0.1", "00:1A:2B:3C:4D:5E"];
    (proptest::sample::select(Field::ALL.to_vec()), proptest::sample::select(texts.to_vec())).prop_map(
        |(field, text)| {
            let cell = Cell::read(field, text, DateRules::default());
            (field, cell.unwrap_or_else(|_| Cell::as_written(field, text)))
        },
    )
}

fn a_device_act() -> impl Strategy<Value = DeviceAct> {
    let cells = || proptest::collection::vec((any::<u32>(), a_typed_cell()), 1..4);
    let one = (0..9_u32, proptest::collection::vec(a_typed_cell(), 0..4));
    let rows =
        proptest::collection::vec(one.prop_map(|(source_row, cells)| DeviceRow { source_row, cells }), 1..4).boxed();
    prop_oneof![
        3 => cells().prop_map(DeviceAct::Type),
        3 => (cells(), rows.clone()).prop_map(|(cells, rows)| DeviceAct::Paste(cells, rows)),
        1 => proptest::option::of(rows).prop_map(|rows| DeviceAct::Import(rows.unwrap_or_default())),
        1 => proptest::collection::vec(0..6_usize, 0..3).prop_map(DeviceAct::Remove),
        1 => a_text().prop_map(DeviceAct::Declare),
        3 => Just(DeviceAct::Undo),
        2 => Just(DeviceAct::Redo),
    ]
}

/// The edit that the desk would make of it; `None` for one step back or forth.
fn edit_of(act: &DeviceAct, submission: &Submission) -> Option<Edit> {
    let list = &submission.devices;
    let rows = u32::try_from(list.table.len()).expect("few rows");
    let changes = |cells: &[(u32, (Field, Cell))]| {
        let there = cells.iter().filter(|_| rows > 0);
        let change = |(row, (field, cell)): &(u32, (Field, Cell))| CellChange {
            row: row % rows,
            field: *field,
            cell: cell.clone(),
        };
        Edit::DeviceCells(there.map(change).collect())
    };
    match act {
        DeviceAct::Type(cells) => Some(changes(cells)),
        DeviceAct::Paste(cells, added) => Some(Edit::Many {
            label: "Paste".into(),
            edits: vec![changes(cells), Edit::AddDevices { from: rows, rows: added.clone() }],
        }),
        DeviceAct::Import(imported) => {
            let mut table = Devices::default();
            table.append(imported.clone());
            Some(Edit::Devices { table: std::sync::Arc::new(table), origin: None })
        }
        DeviceAct::Remove(marked) => {
            let table = std::sync::Arc::new(list.table.without(marked));
            Some(Edit::Devices { table, origin: list.origin.clone().map(Box::new) })
        }
        DeviceAct::Declare(maker) => {
            let mut declared = list.declared.clone();
            declared.vendors.insert("x".into(), maker.clone());
            Some(Edit::Declared(Box::new(declared)))
        }
        DeviceAct::Undo | DeviceAct::Redo => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    /// Every change of the list is taken back exactly, and a journal of such changes replays to the same
    /// list, also onto a case that holds them already.
    #[test]
    fn changes_of_the_device_list_are_taken_back_and_replayed(acts in proptest::collection::vec(a_device_act(), 1..25)) {
        let (mut submission, mut undo) = (Submission::default(), Undo::default());
        let mut journal = Vec::new();
        for act in &acts {
            let before = submission.clone();
            let Some(edit) = edit_of(act, &submission) else {
                let step = match act {
                    DeviceAct::Undo => undo.undo(&mut submission),
                    _ => undo.redo(&mut submission),
                };
                journal.extend(step.map(|(applied, _)| applied));
                continue;
            };
            let inverse = edit.clone().apply(&mut submission);
            let after = submission.clone();
            let again = inverse.apply(&mut submission);
            prop_assert_eq!(&submission, &before);
            prop_assert!(!again.label(&submission).is_empty());
            undo.break_merge();
            undo.edit(&mut submission, edit.clone());
            prop_assert_eq!(&submission, &after);
            journal.push(edit);
        }
        let replay = |submission: &mut Submission| {
            for edit in &journal {
                drop(edit.clone().apply(submission));
            }
        };
        let mut replayed = Submission::default();
        replay(&mut replayed);
        prop_assert_eq!(&replayed, &submission);
        replay(&mut replayed);
        prop_assert_eq!(&replayed, &submission, "a second time");
        while undo.redo(&mut submission).is_some() {}
        let end = submission.clone();
        while undo.undo(&mut submission).is_some() {}
        prop_assert_eq!(&submission, &Submission::default());
        while undo.redo(&mut submission).is_some() {}
        prop_assert_eq!(&submission, &end);
    }
}
