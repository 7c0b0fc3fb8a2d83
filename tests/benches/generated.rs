//! A device list of any length, made up by us: plausible vendors, models, places and dates, the same each
//! time. Used by benches and by the tests of the desk.

use chrono::{Days, NaiveDate};
use securable::inventory::{DateField, DateMark, DeviceClass, Devices, Field};

/// Vendor, model, type, firmware.
const PRODUCTS: [(&str, &str, &str, &str, DeviceClass); 12] = [
    ("Axis", "P3245-V", "camera", "10.12.", DeviceClass::Camera),
    ("Axis", "M3106-L", "camera", "9.80.", DeviceClass::Camera),
    ("Hikvision", "DS-2CD2143G2-I", "camera", "5.7.", DeviceClass::Camera),
    ("Dahua", "NVR5216-16P-4KS2", "recorder", "4.003.", DeviceClass::Recorder),
    ("Siemens", "SIMATIC S7-1200", "PLC", "4.5.", DeviceClass::IndustrialControl),
    ("Rockwell Automation", "1769-L33ER", "PLC", "33.0", DeviceClass::IndustrialControl),
    ("Moxa", "NPort 5110", "serial server", "2.9.", DeviceClass::Router),
    ("Zebra", "ZT411", "printer", "V92.21.", DeviceClass::Printer),
    ("HP", "LaserJet M507", "printer", "2411.", DeviceClass::Printer),
    ("Ubiquiti", "U6-Lite", "access point", "6.5.", DeviceClass::Switch),
    ("Honeywell", "WEB-600", "building control", "4.10.", DeviceClass::BuildingControl),
    ("", "", "", "", DeviceClass::Unknown),
];
const SITES: [&str; 6] = ["Mill Road", "North plant", "South plant", "Cold store", "Head office", ""];
const ZONES: [&str; 5] = ["OT cell 1", "OT cell 2", "Cameras", "Office", "Guest"];

/// The table with so many rows; every fiftieth stands for several devices.
#[must_use]
pub fn devices(rows: u32) -> Devices {
    let mut devices = Devices::default();
    let start = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap_or(NaiveDate::MIN);
    // A linear congruence: no randomness, no pattern that a sort could profit from.
    let mut state = 12_345_u32;
    let mut next = |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    for place in 0..rows {
        let (vendor, model, kind, firmware, class) = PRODUCTS[next(PRODUCTS.len())];
        let quantity = if place % 50 == 49 { 2 + next(20) as u32 } else { 1 };
        let row = devices.add_row(place + 2, quantity, class);
        let prefix = if kind.is_empty() { "device" } else { kind.split(' ').next().unwrap_or(kind) };
        let [a, b, c] = [place >> 16, place >> 8 & 255, place & 255];
        for (field, text) in [
            (Field::Name, format!("{}-{place:06}", prefix.to_lowercase())),
            (Field::Vendor, vendor.to_owned()),
            (Field::Model, model.to_owned()),
            (Field::DeviceType, kind.to_owned()),
            (
                Field::FirmwareVersion,
                if firmware.is_empty() { String::new() } else { format!("{firmware}{}", next(40)) },
            ),
            (Field::SerialNumber, format!("SN{:08X}", place.wrapping_mul(2_654_435_761))),
            (Field::Mac, format!("02:42:{a:02X}:{b:02X}:{c:02X}:{:02X}", next(256))),
            (Field::Ip, format!("10.{a}.{b}.{c}")),
            (Field::Site, SITES[next(SITES.len())].to_owned()),
            (Field::NetworkZone, ZONES[next(ZONES.len())].to_owned()),
            (Field::Vlan, (100 + next(40)).to_string()),
        ] {
            devices.put_text(row, field, &text);
        }
        // Two in five rows say until when they are supported, one in eight when they were last seen.
        if next(5) < 2 {
            let day = start + Days::new(next(3_000) as u64);
            devices.put_date(row, DateField::EndOfSecuritySupport, day, DateMark::Day);
        }
        if next(8) == 0 {
            devices.put_date(row, DateField::LastSeen, start + Days::new(1_500 + next(200) as u64), DateMark::Day);
        }
    }
    devices
}
