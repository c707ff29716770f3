//! Handles as people paste them.

use nej::domain::Platform;
use nej::domain::handle::{HandleFault, HandleRemark, clean_handle};

fn platform(id: &str) -> Platform {
    Platform::from_id(id).unwrap()
}

#[test]
fn a_handle_is_what_was_meant() {
    for (platform, text, handle) in [
        (platform("instagram"), "anna.x", "@anna.x"),
        (platform("instagram"), " @@Anna.X\n", "@anna.x"),
        (platform("instagram"), "＠anna\u{200b}_x", "@anna_x"),
        (platform("instagram"), "https://www.instagram.com/Anna.X/", "@anna.x"),
        (platform("instagram"), "instagram.com/anna.x?hl=sv#top", "@anna.x"),
        (platform("instagram"), "HTTP://Instagram.com/_u/anna", "@anna"),
        (platform("instagram"), "https://instagram.com/stories/anna/123/", "@anna"),
        (platform("facebook"), "Anna Berg", "Anna Berg"),
        (platform("facebook"), "Anna\u{202e}\r\nBerg", "Anna Berg"),
        (platform("facebook"), "@anna.berg", "@anna.berg"),
        (platform("facebook"), "https://m.facebook.com/anna.berg.12?ref=x", "anna.berg.12"),
        (platform("facebook"), "https://sv-se.facebook.com/%C3%85sa.Ek", "Åsa.Ek"),
        (platform("facebook"), "www.facebook.com/profile.php?id=100012345&sk=about", "100012345"),
        (platform("facebook"), "https://www.facebook.com/people/Anna-Berg/100012345/", "100012345"),
    ] {
        assert_eq!(clean_handle(platform, text).map(|(handle, _)| handle), Ok(handle.to_owned()), "{text:?}");
    }
}

#[test]
fn what_is_odd_is_asked_about() {
    let remark = |platform, text: &str| clean_handle(platform, text).ok().and_then(|(_, remark)| remark);
    assert_eq!(remark(platform("instagram"), "åsas ateljé"), Some(HandleRemark::OddLetters));
    assert_eq!(remark(platform("instagram"), &"a".repeat(31)), Some(HandleRemark::OddLetters));
    assert_eq!(remark(platform("facebook"), "1,00012E+17"), Some(HandleRemark::ShortenedNumber));
    assert_eq!(remark(platform("instagram"), "1.00012E+17"), Some(HandleRemark::ShortenedNumber));
    assert_eq!(remark(platform("facebook"), "https://fb.com/anna"), Some(HandleRemark::FromAddress));
    for text in ["Anna Berg", "Elle", "E+", "100012345678", ""] {
        assert_eq!(remark(platform("facebook"), text), None, "{text}");
    }
}

#[test]
fn an_address_that_is_no_profile_is_refused() {
    for (platform, text, fault) in [
        (platform("facebook"), "https://www.instagram.com/anna", HandleFault::OnOther(platform("instagram"))),
        (platform("instagram"), "fb.com/anna", HandleFault::OnOther(platform("facebook"))),
        (platform("instagram"), "https://www.instagram.com/p/Cx12/", HandleFault::NoProfile),
        (platform("facebook"), "https://www.facebook.com/groups/123", HandleFault::NoProfile),
        (platform("facebook"), "https://www.facebook.com/", HandleFault::NoProfile),
        (platform("facebook"), "https://example.org/anna", HandleFault::NoProfile),
    ] {
        assert_eq!(clean_handle(platform, text), Err(fault), "{text}");
    }
}
