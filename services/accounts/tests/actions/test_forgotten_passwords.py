"""A forgotten password: a link by mail, a new one chosen, everything else ended."""

import threading

NEW = "violet rivers under ice"


def test_a_new_password_ends_all_sessions_and_tells_the_person(service, ingrid):
    old = [service.sign_in().json for _ in range(2)]
    service.forgot("Ingrid@Fjordvann.example")
    service.answer()
    assert service.choose(service.token("choose-password")).status_code == 200
    assert not any(service.whoami(one["session"])["signed_in"] for one in old)
    assert service.letters()[-1][:2] == ("password-changed", "ingrid@fjordvann.example")
    assert service.sign_in().status_code == 422
    assert service.sign_in(password=NEW).status_code == 201


def test_a_new_password_makes_known_devices_unknown(service, ingrid):
    known = service.sign_in().json["known_device"]
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    service.choose(service.token("choose-password"))
    for _ in range(5):
        service.sign_in(password="wrong wrong wrong")
    assert service.sign_in(password=NEW, known_device=known).status_code == 429


def test_a_new_password_lets_its_owner_in_after_strangers_used_up_the_tries(service, ingrid):
    for number in range(60):
        service.sign_in(password="wrong wrong wrong", ip=f"10.0.{number}.1")
    answer = service.sign_in(ip="198.51.100.1")
    assert (answer.status_code, "Choose a new one" in answer.json["detail"]) == (429, True)
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    service.choose(service.token("choose-password"))
    assert service.sign_in(password=NEW, ip="198.51.100.1").status_code == 201


def test_of_twenty_at_once_one_uses_the_link(service, ingrid):
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    token, statuses = service.token("choose-password"), []
    start = threading.Barrier(20)

    def use(number):
        start.wait()
        statuses.append(service.choose(token, f"{NEW} {number}").status_code)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 19
    assert len([kind for kind, *_ in service.letters() if kind == "password-changed"]) == 1


def test_a_weak_password_does_not_use_the_link_up(service, ingrid):
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    token = service.token("choose-password")
    answer = service.choose(token, "solheim " * 3)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"password"})
    assert service.choose(token).status_code == 200


def test_choosing_a_password_by_mail_confirms_the_address_too(service):
    service.register()
    service.answer()
    service.forgot("ida@x.example")
    service.answer()
    service.choose(service.token("choose-password"), "another set of words")
    assert service.user().state == "active"
    assert [type for type, *_ in service.events()] == ["user.registered", "user.verified"]
    assert service.door("verifications", token=service.token("confirm-address")).json["slug"] == "link-not-good"


def test_links_lead_to_the_configured_origin_wherever_the_request_came_from(service, ingrid):
    body, gateway = {"email": "ingrid@fjordvann.example"}, service.GATEWAY
    for host in ("evil.example", "evil.example:80", "127.0.0.1:8080@evil.example"):
        headers = {"Host": host, "X_Forwarded_Host": host, "Forwarded": f"host={host}", "Origin": f"http://{host}"}
        answer = service.client.post("/internal/v1/password-resets", body, gateway, **headers)
        assert answer.status_code in (202, 400), host
    service.client.post("/internal/v1/password-resets", body, gateway, X_Forwarded_Host="evil.example")
    service.answer()
    assert service.letters()
    assert all("evil" not in text and "http://127.0.0.1:8080/" in text for _, _, text in service.letters())
