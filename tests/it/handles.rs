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
        (platform("facebook"), "https://www.facebook.com/p/Anna-Berg-100012345/", "100012345"),
        (platform("facebook"), "https://m.facebook.com/story.php?story_fbid=77&id=100012345", "100012345"),
        (platform("facebook"), "https://www.facebook.com/permalink.php?story_fbid=77&amp;id=100012345", "100012345"),
        (platform("facebook"), "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fanna.berg&h=AT0", "anna.berg"),
        (platform("facebook"), "https://www.facebook.com/login/?next=https%3A%2F%2Fm.facebook.com%2Fanna.berg", "anna.berg"),
        (platform("facebook"), "https%3A%2F%2Fwww.facebook.com%2Fanna.berg", "anna.berg"),
        (platform("facebook"), "https://www.facebook.com/#!/anna.berg", "anna.berg"),
        (platform("facebook"), "<https://touch.facebook.com:443/anna.berg>", "anna.berg"),
        (platform("facebook"), "https://web.facebook.com/anna.berg/posts/123?__cft__=x", "anna.berg"),
        (platform("facebook"), "m.me/anna.berg", "anna.berg"),
        (platform("facebook"), "https://www.messenger.com/t/100012345", "100012345"),
        (platform("facebook"), "fb://profile/100012345", "100012345"),
        (platform("facebook"), "fb.me/anna.berg", "anna.berg"),
        (platform("facebook"), "Anna\u{a0}Berg", "Anna Berg"),
        (platform("facebook"), "Anna \u{3000} Berg", "Anna Berg"),
        (platform("facebook"), "Anna\u{2028}Berg", "Anna Berg"),
        (platform("facebook"), "Ａｎｎａ　Ｂｅｒｇ", "Anna Berg"),
        (platform("facebook"), "An\u{ad}na\u{200b} Berg\u{feff}", "Anna Berg"),
        (platform("instagram"), "ａｎｎａ.x", "@anna.x"),
        (platform("instagram"), "ﬁa.x", "@fia.x"),
        (platform("instagram"), "instagram://user?username=anna.x", "@anna.x"),
        (platform("instagram"), "https://www.instagram.com/accounts/login/?next=/anna.x/", "@anna.x"),
        (platform("instagram"), "https://l.instagram.com/?u=https%3A%2F%2Finstagram.com%2Fanna.x%3Figsh%3D1&e=A", "@anna.x"),
        (platform("instagram"), "https://www.instagram.com/anna.x/p/Cx12/", "@anna.x"),
        (platform("instagram"), "https://ig.me/m/anna.x", "@anna.x"),
        (platform("instagram"), "anna.berg", "@anna.berg"),
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
    for text in ["anna@example.org", "anna%00b", "%C3%85sa", "-", "?", "..."] {
        assert_eq!(remark(platform("facebook"), text), Some(HandleRemark::NoName), "{text}");
    }
    assert_eq!(remark(platform("instagram"), "..."), Some(HandleRemark::NoName));
    assert_eq!(remark(platform("instagram"), "https://www.instagram.com/%C3%A5sa"), Some(HandleRemark::OddLetters));
    assert_eq!(remark(platform("instagram"), "anna%00b"), Some(HandleRemark::OddLetters));
    for text in ["Anna Berg", "Elle", "E+", "100012345678", "", "O'Connor, Zoë (f. Ek)", "Anna/Bo", "100 % Anna", "=1+1"] {
        assert_eq!(remark(platform("facebook"), text), None, "{text}");
    }
}

#[test]
fn an_address_of_another_platform_names_it() {
    for (own, text, other) in [
        ("facebook", "https://www.instagram.com/anna", "instagram"),
        ("instagram", "fb.com/anna", "facebook"),
        ("instagram", "https://m.me/anna.berg", "facebook"),
        ("instagram", "fb://profile/100012345", "facebook"),
    ] {
        assert_eq!(clean_handle(platform(own), text), Err(HandleFault::OnOther(platform(other))), "{text}");
    }
}

#[test]
fn an_address_that_is_no_profile_is_refused() {
    let facebook = "groups/123 groups/123/user/456 events/1 home.php Home.php share/p/1x share/1x sharer sharer/sharer.php?u=x \
        sharer.php?u=https%3A%2F%2Ffacebook.com%2Fanna dialog/share?href=x login login/?next=%2Fhome.php login.php watch watch/?v=1 \
        photo photo/?fbid=1 photo.php?fbid=1 photos reel/1 reels marketplace/item/1 hashtag/ai p/anna people/Anna l.php \
        l.php?u=https%3A%2F%2Fexample.org%2Fanna story.php?story_fbid=1 story.php?id= profile.php profile.php?id= messages/t/1 \
        stories pg anna%00b anna%E5 anna%2Fb %20 ... a%0Ab notes.php help/contact/712876720715583 privacy/policy";
    let instagram = "p/Cx12 reel/Cx12 reels s/aGlnaGxpZ2h0 stories/highlights/17 stories explore explore/tags/ai accounts/login \
        accounts/login/?next=/p/Cx12/ direct/t/1 oauth/authorize?client_id=1 share/Cx12 tv/1 _u anna%00b";
    let beside = [
        "https://www.facebook.com/",
        "facebook.com",
        "https://example.org/anna",
        "example.org/anna",
        "threads.net/@anna",
        "https://www.threads.com/@anna",
        "mailto:anna@example.org",
        "MAILTO:anna@example.org",
        "tel:+4670",
        "ftp://facebook.com/anna",
        "https://help.instagram.com/767264225370182",
        "https://developers.facebook.com/anna",
        "https://facebook.com.example.org/anna",
        "fb.watch/abc",
        "fb://groups/1",
        "instagram://media?id=1",
        "Anna https://www.facebook.com/anna.berg",
    ];
    let paths =
        |host: &str, paths: &str| paths.split_whitespace().map(|path| format!("https://{host}/{path}")).collect::<Vec<_>>();
    let all = paths("www.facebook.com", facebook).into_iter().chain(paths("instagram.com", instagram));
    for text in all.chain(beside.map(str::to_owned)) {
        for own in ["facebook", "instagram"] {
            assert_eq!(clean_handle(platform(own), &text), Err(HandleFault::NoProfile), "{text} on {own}");
        }
    }
}
