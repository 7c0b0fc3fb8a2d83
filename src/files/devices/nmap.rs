//! nmap's XML: a device for every host that answered.
//!
//! What nmap guesses about the system goes into the description, with its accuracy, and never counts as
//! vendor or type: guesses are many-valued and often wrong (nmap-xml/SOURCE.md).

use super::Refusal;
use super::reading::{Reading, Sink};
use super::xml::{Piece, attribute, read};
use crate::inventory::{ColumnUse, DropReason, Field, Inventory, Mapping, Use};

/// Text that a host may carry in one field, bytes.
const MOST_TEXT: usize = 2000;

const COLUMNS: [(&str, Field); 9] = [
    ("hostname", Field::Name),
    ("address (mac)", Field::Mac),
    ("address vendor", Field::MacVendor),
    ("address (ip)", Field::Ip),
    ("service devicetype", Field::DeviceType),
    ("cpe", Field::Cpe),
    ("open ports", Field::OpenPorts),
    ("endtime", Field::LastSeen),
    ("osmatch", Field::Description),
];

#[derive(Default)]
struct Host {
    is_down: bool,
    names: String,
    macs: String,
    mac_vendor: String,
    ips: String,
    device_type: String,
    cpe: String,
    ports: String,
    seen: String,
    guess: String,
    /// The port being read, until its state is known.
    port: String,
}

pub(super) fn inventory_from_nmap(text: &str, reading: &Reading) -> Result<Inventory, Refusal> {
    let columns =
        COLUMNS.map(|(header, field)| ColumnUse { header: header.to_owned(), used: Use::Gives { field, weak: false } });
    let mut mapping = Mapping { columns: columns.to_vec(), tool: Some("nmap") };
    reading.choose(&mut mapping)?;
    let mut sink = reading.sink("nmap XML", None, mapping, false);
    let (mut host, mut number, mut run_start): (Option<Host>, u32, String) = (None, 0, String::new());
    let mut in_cpe = false;
    read(text, reading, &mut |piece| {
        match piece {
            Piece::Open(name, attributes) => {
                if name == "nmaprun" {
                    run_start = attribute(&attributes, "start").unwrap_or("").to_owned();
                }
                if name == "host" {
                    number += 1;
                    let seen = attribute(&attributes, "endtime").or_else(|| attribute(&attributes, "starttime"));
                    host = Some(Host { seen: seen.unwrap_or(&run_start).to_owned(), ..Host::default() });
                } else if let Some(host) = &mut host {
                    in_cpe = name == "cpe";
                    host.element(&name, &attributes);
                }
            }
            Piece::Text(text) => {
                if let Some(host) = host.as_mut().filter(|_| in_cpe) {
                    add(&mut host.cpe, text.trim());
                }
            }
            Piece::Close(name) => {
                in_cpe = false;
                if let Some(host) = host.take_if(|_| name == "host") {
                    host.place(number, &mut sink)?;
                }
            }
        }
        Ok(true)
    })?;
    if number == 0 {
        let happened = "The scan lists no host";
        return Err(Refusal::new(happened, "Scan the network again, or give a file with hosts in it"));
    }
    Ok(sink.finish())
}

impl Host {
    fn element(&mut self, name: &str, attributes: &[(String, String)]) {
        let value = |name: &str| attribute(attributes, name).unwrap_or("");
        match name {
            "status" => self.is_down = value("state") != "up",
            "address" if value("addrtype") == "mac" => {
                add(&mut self.macs, value("addr"));
                add(&mut self.mac_vendor, value("vendor"));
            }
            "address" => add(&mut self.ips, value("addr")),
            "hostname" if self.names.is_empty() => add(&mut self.names, value("name")),
            "port" => self.port = format!("{}/{}", value("portid"), value("protocol")),
            "state" if value("state") == "open" => {
                let port = std::mem::take(&mut self.port);
                add(&mut self.ports, &port);
            }
            "service" if self.device_type.is_empty() => value("devicetype").clone_into(&mut self.device_type),
            "osmatch" if self.guess.is_empty() => {
                self.guess = format!("nmap guesses {} ({} % sure)", value("name"), value("accuracy"));
            }
            _ => {}
        }
    }

    fn place(self, number: u32, sink: &mut Sink) -> Result<(), Refusal> {
        if self.is_down {
            return sink.drop_row(number, DropReason::HostDown);
        }
        let cells = [
            &self.names,
            &self.macs,
            &self.mac_vendor,
            &self.ips,
            &self.device_type,
            &self.cpe,
            &self.ports,
            &self.seen,
            &self.guess,
        ];
        sink.row(number, &cells.map(String::as_str))
    }
}

/// Adds a value once, as long as the list stays of moderate size.
fn add(list: &mut String, value: &str) {
    if value.is_empty() || list.len() + value.len() > MOST_TEXT || list.split("; ").any(|there| there == value) {
        return;
    }
    if !list.is_empty() {
        list.push_str("; ");
    }
    list.push_str(value);
}
