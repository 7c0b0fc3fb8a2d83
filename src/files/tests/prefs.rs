use super::*;
use std::fs;

#[test]
fn preferences_come_back() {
    let folder = folder();
    let home = folder.path().join("new/home");
    assert_eq!(load_prefs(&home), (Prefs::default(), None));
    let mut prefs = Prefs::default();
    prefs.theme = ThemeChoice::Dark;
    prefs.role = Role::Broker;
    prefs.underwriter = "Ann".into();
    prefs.advance_after_answer = true;
    prefs.set_zoom_percent(9000);
    for n in 0..25 {
        prefs.remember(Path::new(&format!("/cases/{n}.securable")));
    }
    prefs.remember(Path::new("/cases/20.securable"));
    assert_eq!((prefs.recent().len(), prefs.zoom_percent()), (20, 300));
    assert_eq!(prefs.recent()[0], Path::new("/cases/20.securable"));
    prefs.remember_book(&["/books/2026".into(), "/books/more.csv".into()]);
    prefs.keep_view(SavedView {
        name: "Worst first".into(),
        filter: "tier:high".into(),
        columns: vec!["Score".into()],
        sort: vec![("Score".into(), true)],
        group: Some("Tier".into()),
    });
    save_prefs(&home, &prefs).expect("saves");
    assert_eq!(load_prefs(&home), (prefs, None));
}

#[test]
fn unreadable_preferences_are_set_aside() {
    let folder = folder();
    let path = folder.path().join("preferences.ron");
    fs::write(&path, "(theme: Pink)").expect("writes");
    let (prefs, notice) = load_prefs(folder.path());
    assert_eq!(prefs, Prefs::default());
    assert!(notice.expect("is reported").text.contains("Pink"));
    assert!(!path.exists() && folder.path().join("preferences.ron.unreadable").exists());
    fs::write(&path, "(theme: Dark, of_a_newer_version: [1])").expect("writes");
    assert_eq!(load_prefs(folder.path()).0.theme, ThemeChoice::Dark);
}
