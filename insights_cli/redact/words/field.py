"""Words in keys, in the languages of the people who write catalogs, and what each says about the value."""

from insights_cli.redact.words import vocabulary

_PERSON = """
    lead leads leader teamlead techlead contact contacts kontakt contacto contatto contato author authors autor
    auteur maintainer maintainers reviewer reviewers approver approvers steward stewards manager managers
    responsible responsable responsabile verantwortlich verantwortlicher verantwortliche ansprechpartner
    ansprechpartnerin representative rep legalrep sponsor architect champion dri poc sme escalation assignee
    referente referent opiekun beheerder eigenaar ansvarlig ansvarig yhteyshenkilö właściciel coordinator
    supervisor trainer moderator custodian delegate deputy person people employee staff fullname
    members attendees participants experts
    displayname firstname lastname surname nachname vorname prenom apellido cognome sobrenome owner owners
    inhaber propietario proprietario propriétaire proprietaire dono committer developer developers editor
    editors scrum stakeholder stakeholders signatory dpo accountable consulted informed
"""
_AGENT = """
    creator requester requestor submitter initiator modifier lead teamlead techlead approver author autor auteur
    maintainer reviewer steward assignee dri champion architect
"""
_LOGIN = """
    login logins username usernames userid loginname samaccountname upn ssouser benutzer benutzername
    utilisateur usuario utente gebruiker
"""
_EMAIL = "email emails mail mails mailbox courriel correo mailto"
_PHONE = """
    phone phones telephone tel telefon telefono teléfono téléphone telefoon telefone puhelin mobile mobiles cell
    cellphone celular cellulare handy mobil mobiltelefon gsm fax sms pager hotline whatsapp callback dial msisdn
    telefonnummer rufnummer komórka komorka numer mobiel portable voicemail landline helpline
"""
_ADDRESS = """
    address addresses addr adresse anschrift direccion dirección indirizzo endereco endereço adres osoite adress
    office offices site depot warehouse street postal mailing shipping domicile standort siège sede oficina büro
    bureau biuro kantoor facility premises building location hq headquarters
"""
_CHAT = """
    slack chat mattermost rocketchat discord telegram teams handle handles mention mentions irc matrix twitter
    mastodon
"""
_SECRECY = """
    password passwd passphrase passwort kennwort contraseña contrasena senha wachtwoord hasło haslo parola heslo
    motdepasse pwd secret secrets token tokens apikey apitoken credential credentials psk pat
"""
_INTEGRATION = "integrationkey routingkey servicekey"
_CARD = "card cards creditcard karte kreditkarte tarjeta carte carta cartão cartao pan payment visa mastercard amex"
_IBAN = "iban ibans bankaccount kontonummer konto"
_NATIONAL_ID = """
    ssn nationalid taxid tin itin nin nino nhs sin cpf curp rfc dni nie nif nir bsn pesel cnp egn hetu
    personnummer fødselsnummer fodselsnummer cpr amka oib jmbg aadhaar aadhar rrn mynumber codicefiscale
    steuerid steuernummer insee ahv avs svnr nric passport reisepass pasaporte passeport rut cuit cuil pps ppsn
    emso rodnecislo nss inn snils tckn
"""
_PICTURE = "picture avatar photo portrait gravatar"
_IP = "ip ips ipv4 ipv6 host hosts hostname bastion server node jumphost gateway endpoint dns ntp proxy address"
_VERSION = "version versions ver chart release build tag revision firmware dotnet sdk runtime jdk image"
_IDENTIFIER = """
    snowflake epoch timestamp time ean gtin upc isbn issn number run job ticket order invoice project account
    commit sha md5 sha1 sha256 checksum digest hash etag uid uuid guid revision port budget cost center centre
    build id ids serial sku asin nonce size bytes count created deployed updated
"""

USER_ID_WORDS = vocabulary(
    """
    userid uuid dn rdn objectid sid guid uid objectguid entryuuid employeeid employeenumber personid id
    """
)
NOT_A_USER_ID = vocabulary(
    """
    tenant group org organization organisation team service project dashboard channel login
    """
)

BY_WORD: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (trait, frozenset(vocabulary.split()))
    for trait, vocabulary in (
        ("PERSON", _PERSON),
        ("AGENT", _AGENT),
        ("LOGIN", _LOGIN),
        ("EMAIL", _EMAIL),
        ("PHONE", _PHONE),
        ("SECRET", _SECRECY),
        ("ADDRESS", _ADDRESS),
        ("CHAT", _CHAT),
        ("INTEGRATION_KEY", _INTEGRATION),
        ("CARD", _CARD),
        ("IBAN", _IBAN),
        ("NATIONAL_ID", _NATIONAL_ID),
        ("PICTURE", _PICTURE),
        ("IP", _IP),
        ("VERSION", _VERSION),
        ("IDENTIFIER", _IDENTIFIER),
    )
)

BY_PHRASE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "AGENT",
        (
            "created by",
            "updated by",
            "deployed by",
            "requested by",
            "approved by",
            "modified by",
            "built by",
            "signed by",
            "reviewed by",
            "owned by",
            "assigned to",
            "last editor",
            "released by",
            "maintained by",
            "changed by",
            "pushed by",
            "published by",
            "verified by",
            "triggered by",
            "submitted by",
            "reported by",
            "on call",
            "git author",
            "commit author",
        ),
    ),
    (
        "LOGIN",
        (
            "user login",
            "user name",
            "login name",
            "sam account name",
            "github user",
            "gitlab user",
            "sso user",
            "chat user",
        ),
    ),
    ("EMAIL", ("e mail",)),
    (
        "SECRET",
        (
            "api key",
            "secret key",
            "signing key",
            "encryption key",
            "deploy key",
            "auth key",
            "license key",
            "licence key",
            "private key",
            "ssh key",
            "master key",
            "app key",
            "write key",
            "pass phrase",
            "pass word",
            "mot de passe",
        ),
    ),
    (
        "NATIONAL_ID",
        (
            "national id",
            "tax id",
            "tax number",
            "social security",
            "id number",
            "personal number",
            "personal id",
            "codice fiscale",
            "steuer id",
            "identity number",
            "id card",
            "insurance number",
            "citizen id",
            "national insurance",
        ),
    ),
    (
        "INTEGRATION_KEY",
        (
            "integration key",
            "routing key",
            "opsgenie api key",
            "pagerduty api key",
            "pagerduty key",
            "opsgenie key",
            "service key",
            "pager key",
            "victorops key",
        ),
    ),
    (
        "CLOUD_KEY",
        (
            "access key",
            "account key",
            "cloud key",
            "storage key",
            "shared access key",
            "aws secret",
            "aws key",
            "gcp key",
            "azure key",
        ),
    ),
    ("CHAT", ("slack user", "chat user", "slack contact", "teams user", "discord user", "telegram user")),
    ("IBAN", ("bank account", "bank konto", "payout account", "cost account")),
)

# The last word of a key that makes it a key about the thing: `token-ttl`, `secrets-path`, `password-policy`.
NOT_THE_THING_ITSELF = vocabulary(
    """
    ttl path paths ref refs reference name names url urls uri link type types kind id ids expiry expires
    expiration policy provider manager service rotation lifetime length endpoint store format scope scopes
    enabled required method mode algorithm issuer audience count limit slug channel status level group groups
    team role project template region zone version docs schedule
    """
)

# Of those, the ones that are people all the same.
PEOPLE = frozenset({"manager", "name"})
