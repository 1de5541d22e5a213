"""Words for streets and places, as regular expressions and as sets."""

from insights_cli.redact.regex import regex
from insights_cli.redact.words import vocabulary

STREET_AFTER = (
    "Street|St|Road|Rd|Avenue|Ave|Av|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl"
    "|Terrace|Way|Close|Crescent|Parkway"
    "|Pkwy|Highway|Hwy|Circle|Cir|Trail|Alley|Row|Mews|Grove|Gardens|Walk|Plaza|Crossing|Crossroad"
    "|Mountain|Ridge|Ridges|Manor|Mill|Mills|Mount"
    "|Station|Stravenue|Summit|Throughway|Trace|Track|Trafficway|Tunnel|Turnpike|Underpass|Union"
    "|Unions|Valley|Via|Viaduct|View|Views|Village"
    "|Ville|Vista|Wells|Well|Brook|Burg|Bypass|Camp|Canyon|Cape|Causeway|Center|Centers|Cliff|Cliffs"
    "|Club|Common|Corner|Corners|Course|Cove"
    "|Creek|Curve|Dale|Dam|Divide|Estate|Estates|Expressway|Extension|Fall|Falls|Ferry|Field|Fields"
    "|Flat|Flats|Ford|Forest|Forge|Fork|Forks"
    "|Fort|Freeway|Gateway|Glen|Green|Harbor|Haven|Heights|Hill|Hills|Hollow|Inlet|Island|Isle"
    "|Junction|Key|Knoll|Lake|Lakes|Land|Landing"
    "|Light|Loaf|Lock|Lodge|Loop|Mall|Meadow|Meadows|Mission|Motorway|Neck|Orchard|Oval|Overpass|Park"
    "|Parks|Pass|Passage|Path|Pike|Pine|Pines"
    "|Plain|Plains|Point|Points|Port|Ports|Prairie|Radial|Ramp|Ranch|Rapid|Rapids|Rest|River|Route"
    "|Run|Shoal|Shoals|Shore|Shores|Skyway"
    "|Spring|Springs|Spur|Spurs|Stream|gatan|vägen|gränd|vej|gade|Allé|veien|gata|katu|tie|utca|út"
    "|tér|sokak|sokağı|caddesi|bulvarı|mahallesi"
)
STREET_BEFORE = (
    "Calle|C/|Avenida|Avda|Avd|Av|Plaza|Paseo|Pasaje|Camino|Carretera|Ronda|Rambla|Glorieta|Callejón"
    "|Cuesta|Vía|Acceso|Alameda|Cañada|Pasadizo|Rotonda"
    "|Via|Viale|Piazza|Corso|Largo|Vicolo|Strada|Contrada|Rotonda|Borgo|Canale|Incrocio|Piazzale"
    "|Stretto|Vicolo|Lungomare"
    "|Rue|Avenue|Boulevard|Bd|Allée|Chemin|Impasse|Place|Quai|Cours|Passage|Square"
    "|Rua|Avenida|Travessa|Praça|Alameda|Largo|Rodovia|Estrada|Beco|Viela|Via|Ladeira|Parque|Quadra"
    "|Setor|Vila|Morro|Conjunto|Jardim|Lago|Loteamento|Núcleo|Passarela|Pátio|Residencial|Sítio"
    "|Trecho|Trevo|Vale|Vereda|Viaduto|Aeroporto|Área|Campo|Chácara|Colônia|Condomínio|Distrito"
    "|Esplanada|Estação|Favela|Fazenda|Feira|Recanto"
    "|ulica|ul|aleja|al|plac|pl|osiedle|os|rondo|Jalan|Jl|Gang|Gg|Strada|Str|Bulevardul|Aleea|Calea"
    "|Intrarea|Șoseaua|Piața|Ulice|Ul|Trg|Cesta|Bulevar|Ulitsa|Leoforos|Odos|Οδός|Λεωφόρος"
)
STREET_CYRILLIC = (
    "ул|пр|пер|пл|наб|бул|ш|вул|просп|бульв|улица|улицы|вулиця|проспект|переулок|провулок|площадь|площа|бульвар|шоссе"
    "|набережная|аллея|алея|проезд|узвіз|тупик"
)
STREET_ENDING = (
    "straße|strasse|str\\.|weg|gasse|platz|allee|ring|ufer|damm|steig|pfad|chaussee|promenade|graben"
    "|markt|berg|hof|zeile"
    "|straat|laan|plein|kade|gracht|singel|dreef|steeg|baan|boulevard|hof|dijk|pad|ring"
    "|gatan|vägen|gränd|stigen|torget|plan|backen|vej|gade|allé|stræde|veien|vegen|gata|gate|katu|tie"
    "|kuja|polku|utca|körút"
)
# What stands in streets and hardly elsewhere; the other words above are ordinary ones, or ends of such (`monitoring`).
SURE = regex(
    r"(?<!\w)(?:street|st|road|rd|avenue|ave|av|boulevard|blvd|bd|lane|ln|drive|dr|crescent|parkway|pkwy|highway|hwy"
    r"|expressway|freeway|turnpike|terrace|mews|stravenue|throughway|trafficway|crossroad|causeway|box|[afd]po"
    r"|c/|calle|avenida|avda|avd|paseo|pasaje|carretera|glorieta|callejón|rambla|viale|piazza|piazzale|corso|vicolo"
    r"|lungomare|rue|chemin|impasse|quai|allée|rua|travessa|praça|rodovia|estrada|ladeira|ulica|aleja|osiedle|jalan|jl"
    r"|strada|str|bulevardul|aleea|calea|intrarea|șoseaua|soseaua|piața|ulice|ulitsa|leoforos|odos|apartado|postfach)"
    r"(?!\w)|(?:stra(?:ß|ss)e|str\.|gasse|allee|chaussee|straat|laan|gracht|kade|gatan|vägen|gränd|vej|veien|vegen"
    r"|utca|körút|katu|sokak|sokağı|caddesi|bulvarı|mahallesi)(?!\w)|[^\x00-\u036f]"
)
# Words that say a place is meant: an address without a street counts behind them.
PLACE_WORDS = vocabulary(
    """
    address addresses addres office offices headquarters hq located location installed site depot warehouse building
    premises live lives lived visit moved taxi meet mail ship send sent deliver delivered standort adresse anschrift
    büro niederlassung sitz lager installiert bureau bureaux siège situé installé entrepôt dirección direccion oficina
    sede ubicado ubicada almacén instalado indirizzo ufficio situato installato magazzino endereço escritório
    localizado armazém adres kantoor gevestigd vestiging magazijn biuro siedziba zainstalowane magazyn adress kontor
    placerad belägen placeret beliggende osoite toimisto sijaitsee varasto adresa kancelář pobočka sklad cím iroda
    telephely raktár adresă birou sediu depozit ofis merkez depo адрес офис склад расположен адреса офіс διεύθυνση
    γραφείο αποθήκη 住所 所在地 拠点 事務所 地址 办公室 주소 사무실 jalan kantor alamat gudang địa chỉ văn phòng sits
    seated based registered residence residing հասցե գրասենյակ მისამართი ოფისი כתובת משרד عنوان العنوان مكتب पता
    कार्यालय ठेगाना ที่อยู่ สำนักงาน aadress aadressil birojs adrese adresas biuras naslov pisarna poslovnica ured
    sjedište sídlo
    """
)

# The same words one by one, to see quickly that none is there.
STREETS_AFTER = frozenset(
    word.lower() + plural
    for word in f"{STREET_AFTER}|box|postfach|apartado|fpo|apo|dpo".split("|")
    for plural in ("", "s")
)
STREETS_BEFORE = frozenset(word.strip("/").lower() for word in f"{STREET_BEFORE}|{STREET_CYRILLIC}".split("|"))
# Alone such an ending is no street: `Gate 2`, `Platz 1`.
BARE_ENDINGS = frozenset(STREET_ENDING.split("|"))
# The last three letters of the endings, to see quickly that none is there.
STREET_ENDINGS = frozenset(ending.strip("\\.")[-3:] for ending in STREET_ENDING.split("|"))
