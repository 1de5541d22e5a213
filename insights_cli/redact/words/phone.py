"""Words that say a telephone follows."""

from insights_cli.redact.words import vocabulary

# Any number behind one of these is one to call.
PHONE_WORDS = vocabulary(
    """
    phone phones telephone tel tel. telefon telefono teléfono teléfonos téléphone telefone telefoon
    telefonnummer telefonszám telefonnr rufnummer rufbereitschaft bereitschaft hotline handy handynummer mobil
    mobile mobilnummer mobilní mobiltelefon mobiel mobilen cell cellphone cellular celular cellulare móvil
    movil portable gsm fax sms whatsapp signal viber pager paging beeper call calls calling dial ring phoning
    phoned callback anrufen anruf ruf rufen appeler appel appelez llamar llama llame llamada chiamare chiama
    chiamate ligar ligue ligação bellen bel belt gebeld zadzwoń dzwonić dzwoń dzwoni ringa ringe ringen soita
    puhelin puhelinnumero puh tlf tlf. tfn telefonní volejte volat číslo zavolejte telefonu telefonem sună
    sunați hívja hívás szám τηλέφωνο κινητό тел телефон телефону телефона позвоните звонить звоните номер
    телефонуйте дзвоніть telefonas tālrunis telefonnumber ara arayın nöbetçi cep hattı nömrə 电话 電話 手机
    手機 携帯 携帯電話 連絡先 전화 전화번호 핸드폰 연락처 phone-number điện thoại telepon hubungi โทร โทรศัพท์
    טלפון هاتف الهاتف جوال oncall on-call guardia guard astreinte reperibilità dyżurny dyżur plantão piket
    päivystys päivystysnumero jourtelefon vagt vakt pohotovost ügyelet gardă nöbet дежурный дежурного черговий
    dežurni escalation escalate emergencia urgence urgences urgenza notfall nood nöd hätä landline switchboard
    extension durchwahl urgenze nås nåes voicemail helpline centralita reach

    """
)

# Words that may mean something else: only a number in groups follows them.
WEAK_WORDS = vocabulary(
    """
    reachable joignable erreichbar bereikbaar raggiungibile localizable kontaktbar nåbar
    messages numbers number support kontakt contact line registered via text jour duty emergency nr
    numero número numéro nummer numer reach people customer info client
    """
)
# What else has numbers: `project number 066649735178`.
OTHER_NUMBERS = vocabulary(
    """
    customer client member kunden cliente project account order serial invoice ticket case part model build version
    tracking job run port batch reference article item request change incident release revision partition queue page
    row line room flight contract policy id ids sku ean isbn epoch timestamp bestellnummer kundennummer
    rechnungsnummer artikelnummer projektnummer
    """
)
NUMBER_WORDS = vocabulary("number no nr num numero número numéro nummer numer n")
# What a word for a telephone begins or ends with, in the languages that join words.
STEMS = frozenset(word[:5] for word in PHONE_WORDS if len(word) > 5 and word.isascii() is False) | vocabulary(
    "telef telep telem teléf mobil phone celul cellu handy"
)
ENDINGS = (
    "telefon",
    "phone",
    "telefonen",
    "rufnummer",
    "puhelin",
    "telefonnummer",
    "szám",
    "telefoon",
)
