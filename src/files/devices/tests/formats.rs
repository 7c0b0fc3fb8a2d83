//! Delimited text, JSON, nmap and CycloneDX.

use super::*;

const LIST: &str = "Hersteller;Vendor;Model;Café\n;Axis;P3245;é\n;Müller;M1;ü\n";

#[test]
fn encodings_are_told_by_content() {
    let vendors = |bytes: &[u8]| {
        let imported = import(bytes);
        assert_eq!(imported.format, "CSV");
        column(&imported.inventory.devices, Field::Vendor).join(" ")
    };
    let wide = |mark: bool, little: bool| {
        let units = mark.then_some(0xfeff).into_iter().chain(LIST.encode_utf16());
        units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect::<Vec<u8>>()
    };
    assert_eq!(vendors(LIST.as_bytes()), "Axis Müller");
    assert_eq!(vendors(format!("\u{feff}{LIST}").as_bytes()), "Axis Müller");
    assert_eq!(vendors(&encoding_rs::WINDOWS_1252.encode(LIST).0), "Axis Müller");
    for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
        assert_eq!(vendors(&wide(mark, little)), "Axis Müller", "{mark} {little}");
    }
    // One bad byte does not spoil the other letters.
    let mut bad = LIST.as_bytes().to_vec();
    bad.push(0xff);
    assert_eq!(vendors(&bad), "Axis Müller");
}

#[test]
fn delimiters_header_rows_and_line_numbers_are_found() {
    for (delimiter, format) in [(",", "CSV"), (";", "CSV"), ("\t", "TSV"), ("|", "CSV")] {
        let text = "Vendor|Model|Serial Number\nAxis|P1|S1\n\nAxis|P2|S2\n".replace('|', delimiter);
        let imported = import(text.as_bytes());
        assert_eq!(imported.format, format);
        let devices = &imported.inventory.devices;
        assert_eq!((devices.len(), devices.source_row(0), devices.source_row(1)), (2, 2, 4));
    }
    let titled = import(b"Device list of Harbor Mill,,\nas of 2026-11-01,,\n,,\nVendor,Model,Site\nAxis,P1,\"Mill\r\nNorth\"\nAxis,P2,\n");
    assert_eq!(titled.inventory.devices.len(), 2);
    assert_eq!(titled.inventory.devices.source_row(0), 5);
    assert_eq!(titled.inventory.devices.source_row(1), 7);
    assert_eq!(titled.inventory.devices.text(0, Field::Site), "Mill\r\nNorth");
    let excel = import(b"sep=;\r\nVendor;Model\r\nAxis;P1,5\r\n");
    assert_eq!((excel.inventory.devices.len(), excel.inventory.devices.source_row(0)), (1, 3));
}

#[test]
fn rows_of_another_length_are_read_and_listed() {
    let imported = import(b"Vendor,Model\nAxis\nAxis,P2,extra\nAxis,P3,\n");
    assert_eq!(imported.inventory.devices.len(), 3);
    let unusable = &imported.inventory.report.unusable;
    assert_eq!(unusable.len(), 1);
    assert!(unusable[0].row == 3 && unusable[0].what.contains("3 cells where the header has 2"));
}

#[test]
fn lists_without_headers_need_a_person() {
    let list = b"f8:da:c:7b:a:8f labelprinter\n70:2c:1f:3b:36:53 front door\n";
    let sentence = refused(list);
    assert!(sentence.contains("--map") && sentence.contains("labelprinter"), "{sentence}");
    let chosen = options(&[("column 1", "mac"), ("column 2", "name")]);
    let imported = import_with(list, &chosen).expect("imports");
    assert_eq!(imported.inventory.devices.len(), 2);
    assert_eq!(column(&imported.inventory.devices, Field::Name), ["labelprinter", "front door"]);
    let tabs = b"List of Devices\t\t\tMAC ADDRESS\t\tConnection\n\nSmart Things \t\t\td0:52:a8:00:67:5e \tWired\nEcho \t\t44:65:0d:56:cc:d3 \tWireless\nNo line\t\t44:65:0d:56:cc:d4\n";
    assert!(refused(tabs).contains("--map \"List of Devices\"=model"));
    let imported = import_with(tabs, &options(&[("List of Devices", "name")])).expect("imports");
    assert_eq!(imported.inventory.devices.len(), 3);
    assert_eq!(imported.inventory.devices.text(1, Field::Mac), "44:65:0D:56:CC:D3");
}

#[test]
fn a_list_that_does_not_say_what_the_devices_are_is_refused() {
    let sentence = refused(b"product_id,end_of_support\nISR4331/K9,2028-11-30\n");
    assert!(sentence.contains("--map \"product_id\"=model"), "{sentence}");
    let imported = import_with(b"product_id,end_of_support\nISR4331/K9,false\n", &options(&[("product_id", "model")]))
        .expect("imports");
    assert_eq!(imported.inventory.devices.support_end(0), None);
    let unknown = import_with(b"Vendor,Model\nA,1\n", &options(&[("Maker", "vendor")])).expect_err("no such column");
    assert!(unknown.contains("There is no column \"Maker\"") && unknown.contains("\"Vendor\", \"Model\""), "{unknown}");
}

#[test]
fn json_arrays_lines_and_wrapped_lists_are_read() {
    let nozomi = br#"[
      {"name":"cam","level":"2","ip":["10.0.0.2","10.0.0.3"],"mac_address":["b0:b2:dc:39:7b:95"],
       "mac_address_level":{"b0:b2:dc:39:7b:95":"confirmed"},"vlan_id":[],"mac_vendor":["Zyxel, Inc."],
       "vendor":"Zyxel","product_name":"","type":"-","os_or_firmware":""},
      {"name":"cam 2","level":"2","ip":["10.0.1.2"],"mac_address":["b0:b2:dc:39:7b:95"],"vendor":"","type":"camera"}]"#;
    let imported = import(nozomi);
    assert_eq!((imported.format, imported.inventory.report.tool), ("JSON", Some("Nozomi Guardian")));
    assert_eq!(imported.inventory.report.merged.len(), 1, "one MAC, two assets");
    assert_eq!(imported.inventory.devices.text(0, Field::Ip), "10.0.0.2; 10.0.0.3; 10.0.1.2");
    assert_eq!(imported.inventory.devices.class(0), crate::inventory::DeviceClass::Camera);

    let run_zero = b"{\"id\":\"a\",\"names\":[\"x\",\"y\"],\"hw_vendor\":\"HP\",\"hw_product\":\"LaserJet\",\"os_eol\":1620000000,\"alive\":true}\n\
                     {\"id\":\"b\",\"hw_vendor\":\"HP\",\"hw_product\":\"LaserJet\",\"os_eol\":0,\"alive\":false}\n";
    let imported = import(run_zero);
    assert_eq!((imported.format, imported.inventory.report.tool), ("JSON Lines", Some("runZero")));
    let date = imported.inventory.devices.date(0, DateField::OsEndOfSupport).map(|(date, _)| date.to_string());
    assert_eq!(date.as_deref(), Some("2021-05-03"));
    assert_eq!(imported.inventory.devices.support_end(0), None, "of the system, not of the device");

    let wrapped = br#"{"total":1,"sites":[{"n":1},{"n":2}],"assets":[{"assetBasicInfo":{"name":"p","type":"Printer","ipAddress":"10.0.0.9"},
      "assetCustom":{"manufacturer":"HP","model":"M404","warrantyDate":"2026-03-04T00:00:00Z"},"connections":[["mac","aa:bb:cc:dd:ee:ff"]]}]}"#;
    let imported = import(wrapped);
    assert_eq!(imported.inventory.report.tool, Some("Lansweeper"));
    let devices = &imported.inventory.devices;
    assert_eq!((devices.len(), devices.text(0, Field::Model), devices.text(0, Field::Ip)), (1, "M404", "10.0.0.9"));
    assert!(refused(b"[1, 2, 3]").contains("no list of devices"));
    assert!(refused(b"{}").contains("no list of devices"));
}

const NMAP: &str = r#"<?xml version="1.0"?>
<!DOCTYPE nmaprun>
<?xml-stylesheet href="file:///usr/share/nmap/nmap.xsl" type="text/xsl"?>
<nmaprun scanner="nmap" start="1399586326">
<host endtime="1399586400"><status state="up"/>
 <address addr="10.0.0.5" addrtype="ipv4"/><address addr="00:40:8C:11:22:33" addrtype="mac" vendor="Axis &amp; Co"/>
 <hostnames><hostname name="cam.example" type="PTR"/></hostnames>
 <ports><port protocol="tcp" portid="80"><state state="open"/><service name="http" devicetype="webcam"><cpe>cpe:/h:axis:m1</cpe></service></port>
 <port protocol="tcp" portid="23"><state state="closed"/></port></ports>
 <os><osmatch name="AXIS 210A" accuracy="98"><osclass type="webcam" vendor="AXIS"/></osmatch></os></host>
<host><status state="down"/><address addr="10.0.0.6" addrtype="ipv4"/></host>
<host><status state="up"/><address addr="10.0.0.7" addrtype="ipv4"/></host>
</nmaprun>"#;

#[test]
fn a_scan_counts_hosts_that_are_up() {
    let imported = import(NMAP.as_bytes());
    assert_eq!(imported.format, "nmap XML");
    let Inventory { devices, report } = &imported.inventory;
    assert_eq!((report.rows_read, devices.len()), (3, 2));
    assert_eq!(report.dropped[&DropReason::HostDown], [2]);
    assert_eq!(devices.text(0, Field::MacVendor), "Axis & Co");
    assert_eq!(devices.text(0, Field::Vendor), "", "a guess is no vendor");
    assert!(devices.text(0, Field::Description).contains("AXIS 210A (98 % sure)"));
    assert_eq!(devices.text(0, Field::OpenPorts), "80/tcp");
    assert_eq!(devices.text(0, Field::Cpe), "cpe:/h:axis:m1");
    assert_eq!(devices.class(0), crate::inventory::DeviceClass::Camera);
    let seen = |row| devices.date(row, DateField::LastSeen).map(|(date, _)| date.to_string());
    assert_eq!((seen(0).as_deref(), seen(1).as_deref()), (Some("2014-05-08"), Some("2014-05-08")));
    assert!(refused(b"<nmaprun></nmaprun>").contains("no host"));
}

const BOM: &str = r#"{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"device","name":"rack"}},
 "components":[
  {"type":"device","bom-ref":"c1","name":"P3245","version":"rev2","manufacturer":{"name":"Axis"},"supplier":{"name":"Reseller"},
   "properties":[{"name":"cdx:device:quantity","value":"8"},{"name":"cdx:device:location","value":"Hall"},{"name":"acme:serialNumber","value":"S1"}],
   "components":[{"type":"firmware","name":"axis-os","version":"11.2"},{"type":"library","name":"zlib"}]},
  {"type":"firmware","name":"alone","version":"1"},{"type":"library","name":"openssl"}]}"#;

#[test]
fn a_bill_of_materials_counts_device_components() {
    let imported = import(BOM.as_bytes());
    assert_eq!(imported.format, "CycloneDX JSON");
    let Inventory { devices, report } = &imported.inventory;
    assert_eq!((devices.len(), devices.count()), (1, 8));
    assert_eq!(report.dropped[&DropReason::FirmwareAlone], [4]);
    assert_eq!(report.dropped[&DropReason::NotADevice], [2, 3, 5]);
    let cell = |field| devices.text(0, field);
    assert_eq!((cell(Field::Vendor), cell(Field::Model), cell(Field::FirmwareVersion)), ("Axis", "P3245", "11.2"));
    assert_eq!(
        (cell(Field::Location), cell(Field::SerialNumber), cell(Field::HardwareVersion)),
        ("Hall", "S1", "rev2")
    );

    let xml = r#"<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>
      <component type="device" bom-ref="c1"><supplier><name>Axis</name></supplier><name>P&#51;245</name><version>rev2</version>
        <properties><property name="cdx:device:quantity">3</property></properties>
        <components><component type="firmware"><name>os</name><version>11</version></component></components></component>
      <component type="library"><name>zlib</name></component></components></bom>"#;
    let imported = import(xml.as_bytes());
    let devices = &imported.inventory.devices;
    assert_eq!((imported.format, devices.len(), devices.count()), ("CycloneDX XML", 1, 3));
    assert_eq!((devices.text(0, Field::Model), devices.text(0, Field::Vendor)), ("P3245", "Axis"));
    assert_eq!(devices.text(0, Field::FirmwareVersion), "11");

    let board = BOM.replace("\"type\":\"device\",\"bom-ref\"", "\"type\":\"application\",\"bom-ref\"");
    assert_eq!(column(&import(board.as_bytes()).inventory.devices, Field::Model), ["rack"]);
    let software = br#"{"bomFormat":"CycloneDX","components":[{"type":"file"},{"type":"library","components":[{"type":"library"}]}]}"#;
    assert!(refused(software).contains("is of type device (it lists 2 of type library, 1 of type file)"));
    assert!(refused(br#"{"bomFormat":"CycloneDX"}"#).contains("lists no component"));
    assert!(refused(br#"{"bomFormat":"Other","components":[]}"#).contains("\"Other\""));
}
