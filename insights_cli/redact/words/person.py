"""Words that announce a person, words that are never part of a name, and small words inside names."""

from insights_cli.redact.regex import regex
from insights_cli.redact.words import phrases, vocabulary

# Stems of role nouns and of verbs that take a person; the word right before a name must begin with one.
_STEMS = vocabulary(
    """
    caretak custodian gatekeeper facilitator guarantor 备份 後備 后备
    encargad suplent supplent suppléant remplaçant sostitut substitut vertret plaatsvervang zastępc zástupc vikar
    sijai yedek заместит заступник pregúnt odgovor atsaking penanggung jawab narahubung phụ liên 担当 責任 連絡 負責
    负责 联系 聯絡 维护 維護 作者 所有者 管理者 담당 책임 연락 문의 관리자 作成 مسؤول المسؤول אחראי संपर्क
    ผู้รับผิดชอบ ผู้ติดต่อ dibuat vadov отговор създад поддърж skrbnik avtor vodja voditelj vlasnik razvio izradio
    signatory contact contat ansprech verantwort zuständig betreu pfleg inhaber leiter leitung entwickl autor author
    auteur maintain maintenu onderhoud beheer eigenaar aanspreek owner owned lead leitet geleitet architect architekt
    steward represent responsab responsáv responsáb referent opiekun właściciel prowadz odpowiedzial utrzym zarządz
    reviewer approver approved reviewed manager managed gestor gestito gestion gérant gerente mantid manten creado
    criado creato created créé written wrote developed designed built headed founded implemented supervised operated
    requested deployed signed prepared handled curated champion sponsor dri poc spoc sme escalat ask ping reach email
    mail call talk speak thanks kudos credits forvalt eier ejer ägare omistaja vastuu yhteyshenkilö ylläpit kehittä
    spravce správce zodpov odpovědn vlastník vedouc felelős tulajdonos karbantart proprietar întreținut sorumlu
    yetkili iletişim geliştir sahip ответствен контакт владел автор разработ поддерж руковод куратор відповідальн
    власник υπεύθυν επικοινων συντηρ demand frag pregunt chied pergunt vraag zapyt zeptej napisz schreib écri scriv
    vastuta omanik haldaja atbild īpašniek savinink prižiūr məsul əlaqə müəllif aloqa muallif hubungi pemilik penulis
    pengelola dikelola dikembangkan pegawai tác người קשר מנהל בעלים מחבר ליצור الاتصال اتصال للتواصل التواصل المالك
    مالك المؤلف مدير المدير مسئول تماس نویسنده सम्पर्क ज़िम्मेदार जिम्मेदार स्वामी लेखक प्रबंधक যোগাযোগ தொடர்பு
    ผู้ดูแล ติดต่อ เจ้าของ პასუხისმგებ საკონტაქტო ავტორი მფლობელ պատասխանատու հեղինակ կապ ιδιοκτήτ συντάκτ fejleszt
    szerző jefe jefa chefe cheffe líder lider coordin hablar falar fale pisać pytań обращ пиши писать référent
    rédacteur dezvolt realizat handover successor predecessor förvalt ägs skriven kierownik koordynator vedúc
    zamestnan розробл створ написан зробл odgovara razvij razvil održav ansvar teamchef przewodnicz skontaktuj wenden
    rivolg mawasiliano kumontak makipag-ugnayan ábyrg tengilið eigandi behalf expert deputy deputies person officer
    accountable transferred reports beauftragt datenschutz adjoint stellvertret freigegeb rückfrag projektleit
    propietari dona dono donna arquitect producteigen approuv aprobad aprovad approvat goedgekeurd zatwierdz godkän
    godken godkjen hyväks yhteystiet schvál jóváhagy aprobat odobri onayla irtibat kapcsolat kontak согласов утвержд
    затвердж одобр узгодж llamar llame ligar ligue appeler chiamare dzwoni zadzwoń bellen звонит 承認 審批 审批 批准
    問い合わせ 승인 anruf benachricht informier drift assigne författ tekij hazırlay interlocut pilotag titolar
    coorden 작성 オーナー höfund skaper upphavs kirjoit odpovid sahib chủ hilft teagmháil úinéir kuntatt cysylltwch
    përgjegj pergjegjes escrib escrev kérdez spør fråga kysy sor proprietaire propriétaire titular dueñ rédig
    geschrieben erstellt gebaut entwickelt gebouwd zbudowan napisan construi costruit realizzat desarrollad développ
    desenvolv gemaakt byggt bygget utvecklad udviklet utviklet rakent vytvoř készít editor engineer developer
    committer dev po pm cto ceo cio ciso vp director chief mr mrs ms dr prof herr frau señor sr sra sig dott mme mlle
    monsieur madame pan pani hr fru rouva named employee delegate backup secretary trustee guardian executive consult
    """
)
# The same, but too short to be the beginning of a word: only the whole word announces.
SHORT_ANNOUNCES = vocabulary(
    """
    garant attention attn wake
    po pm cto ceo cio ciso vp mr mrs ms dr sr sra hr dri poc spoc sme dev ask asks lead leads leader sig
    dott pan fru sor mme cc capo ring bel projet proyecto progetto
    """
)
# What such words end with in languages that join them: `Teamleitung`, `Produktverantwortung`, `systemansvarig`.
ANNOUNCING_ENDINGS = tuple(
    vocabulary(
        """
        负责人 負責人 联系人 聯絡人 维护人 維護人 担当者 責任者 管理者 窓口 담당자 책임자 관리자
        leitung leiter leiterin verantwortung verantwortlicher verantwortliche betreuer betreuerin inhaber inhaberin
        ansvarig ansvarlig ägare eigenaar beheerder verantwoordelijke eier ejer leder ledare henkilö vastaava
        omistaja felelős vezető kontaktperson ansprechpartner ansprechpartnerin besitzer entwickler
        """
    )
)
# What other announcing words begin with.
ANNOUNCES = tuple(_STEMS - SHORT_ANNOUNCES)

# `by`: a name follows only where something was MADE; after other words it brings a tool or a company.
BY = vocabulary("by durch von vom par por da dal door przez av af od от της του oleh bởi")
# What people do to what they own, in the form that stands before `by`.
MADE = regex(
    r"(?:maintain|own|drift|rais|report|fil(?:ed|l)|lavet|vyvin|buil[td]|approv|validé|aprob|aprov|goedgekeurd|zatwierdz|godk|freigegeb|hyväks|onayla|writ|creat|develop|design|author|led$|manag|^run$|operat|review|approv"
    r"|request|deploy|sign|head|found|implement"
    r"|contribut|handl|prepar|supervis|coordinat|curat|assign|invent|start|releas|chang|modif|updat"
    r"|introduc|propos|gepfleg|betreu|entwickel"
    r"|erstell|gebaut|geschrieben|verantwort|geleit|mainten|développ|créé|écrit|rédig|conçu|géré"
    r"|constru|manten|mantid|desarroll|desenvol"
    r"|cread|criad|escrit|gestion|gerid|lidera|dirig|gestit|svilupp|costrui|creat|scritt|realizz"
    r"|onderhoud|gebouw|ontwikkel|geschrev|beheer"
    r"|gemaakt|utrzym|zbudow|stworz|napisan|prowadz|zarządz|underhåll|bygg|utveckl|skriv|förvalt"
    r"|vedligehold|udvikl|utvik|skrev|laget|spravov|repris|übernomm|überarbeit"
    r"|dokumentier|documented|provided|administered|issued|handed|modell?e?d?$|ported|migrated|wartung|gewartet"
    r"|vyvin|vytvo|napsan|dezvolt|realizat|întreț|coord|dibuat|dikembang|dikelola|ditulis|vedl|skap|fejleszt|kehit"
    r"|ägs|själv|разработ|создан|написан|поддерж|ведет|ведёт|розробл|створен)"
)
# Forms of address: they stand before a name and are no part of it.
TITLES = vocabulary(
    """
    mr mrs ms miss dr prof herr frau señor señora sr sra sig dott mme mlle monsieur madame pan pani hr fru mr.
    mrs. dr.
    """
)
# What joins the names of a list.
JOINS = vocabulary("and und et y e en i och og ja a és și ve и та or oder ou o of to dan và at")
# Small words inside a name: `Max van den Berg`.
PARTICLES = (
    "van|von|vom|de|der|den|del|della|dello|degli|dei|di|da|do|dos|das|du|des|la|le|el|al|bin|ibn|bint"
    "|ben|ter|ten|te|zu|zum|zur|af|av|an|na|und|y|e|'t|op|in 't|st\\.?|san"
)

# Words that catalogs write with a capital, or beside a word for a role, and that nobody is called: what teams, products
# and places are named after. One of them is enough, so a word that is also a frequent name goes to MAYBE_A_NAME.
NOT_A_NAME = vocabulary(
    """
    이메일 전화 전화번호 주소 정보 이용 지원 장애 문서 안내 연락처 관리 개발 운영 서버 공지 이슈 고객 서비스 시스템
    전체 조직 권한 백업 대리 부재 安全 管理 关联 程序 文档 路由 任务 周期 高级 高可用 金额 余额 方案 方法 常用 时间
    单元 钱包 万能 温度 白名单 金融 邮箱 电话 電話 地址 住所 連絡 安全性 管理者 高度 金額 時間 方式 任意 関連 設計
    開発 運用 保守 全体 全社 当社 関係者 各自 所有者 person persons human somebody anyone everyone officer specialist
    analyst director consultant facebook youtube vitess haystack a an the this that these those our your their its we
    you it is are was be been all any each every no not please see note new old open source internal external public
    private legacy shared common global local central main master default core base team teams squad group guild tribe
    chapter crew department division unit office board committee council organization organisation company corporation
    corp inc ltd llc gmbh ag sa bv plc foundation institute university school college bank agency ministry platform
    platforms engineering engineer engineers infrastructure operations devops sre security data analytics science
    product products service services system systems software hardware application applications app apps tool tools
    tooling toolkit library libraries framework sdk api apis rest graphql grpc http https json xml yaml sql nosql css
    html java javascript typescript python ruby rust go golang kotlin scala swift php perl node nodejs react angular
    vue spring boot cloud native function functions lambda server serverless client clients frontend backend web
    website mobile ios android desktop linux windows macos unix docker kubernetes k8s helm terraform ansible argo
    argocd flux istio envoy nginx apache kafka spark flink hadoop hive airflow redis postgres postgresql mysql mongodb
    cassandra elastic elasticsearch opensearch logstash kibana grafana loki tempo mimir prometheus thanos cortex
    jaeger zipkin otel opentelemetry datadog splunk sentry pagerduty opsgenie slack jira confluence github gitlab
    bitbucket jenkins circleci travis sonarqube sonar snyk trivy falco kyverno vault consul nomad packer vagrant aws
    amazon google gcp azure microsoft ibm oracle sap salesforce vmware tanzu openshift red hat redhat backstage
    spotify netflix meta apple twitter stripe adyen paypal twilio okta auth0 keycloak ldap saml oauth oidc jwt tls ssl
    vpn dns cdn vpc iam s3 ec2 rds eks gke aks ecs sqs sns kinesis dynamodb bigquery snowflake databricks redshift
    looker tableau airbyte fivetran dbt metabase blue golden silver orange yellow purple friday monday tuesday
    wednesday thursday saturday sunday january february march july september october november december readiness
    mission control path template templates feed mirror bridge gateway portal hub center centre store shop market
    marketplace exchange ledger reports report reporting dashboard dashboards metrics metric monitor monitoring alert
    alerts alerting logging logs log trace tracing scheduler scheduling manager management controller operator agent
    runner worker workers queue stream streams streaming event events pipeline pipelines workflow workflows engine
    processor processing integration integrations connector connectors adapter proxy router balancer cache storage
    database databases warehouse lake index search query catalog registry repository repo archive backup restore
    recovery migration upgrade release build test tests testing quality assurance policy policies compliance audit
    governance risk fraud legal finance financial accounting billing payment payments checkout cart order orders
    invoice invoices customer customers user users account accounts identity access authentication authorization
    permission role roles profile profiles notification notifications message messages messaging email mail chat
    support help desk helpdesk contact feedback survey content media image images video audio file files document
    documents documentation docs guide handbook wiki blog news marketing sales growth business digital enterprise
    corporate commerce retail wholesale supply chain logistics shipping delivery inventory stock asset assets fleet
    claim claims insurance health healthcare medical clinical patient pharmacy travel booking hotel flight car vehicle
    auto energy power grid utility utilities water gas oil telecom network networks networking device devices edge iot
    sensor firmware embedded robotics vision speech language machine learning deep model models training inference ai
    ml llm research lab labs project projects program programme portfolio planning strategy design ux ui experience
    innovation south east northern southern eastern western european europe america american asia asian africa african
    world international national regional federal state city county us usa uk eu emea apac latam dach nordic nordics
    germany france spain italy poland japan china india canada australia brazil mexico english german french spanish
    first second third one two three next last final draft beta alpha version candidate production prod staging
    development dev qa uat sandbox demo sample example quick getting started overview introduction home page about
    reference runbook runbooks playbook architecture diagram decision record records onboarding setup installation
    install usage configuration config settings deploy deployment deployments run running owner owners lead leads
    maintainer maintainers author authors uses used using use provides provided handles manages runs built based
    powered written deprecated requires required depends phone tel telefon call address location site building floor
    room street iban card number ssn id nr when where what which who how why if then else while for from with without
    within into onto over under after before and or but nor of to in on at by as via per customer-facing real-time
    end-to-end self-service high low large small big fast slow simple complex smart tier level class type kind status
    active inactive enabled disabled true false yes none null unknown tbd secure payroll people hr resources talent
    workforce academy community developer developers enablement reliability observability standards solutions solution
    consulting technology technologies tech information ict cyber privacy trust safety partner partners vendor vendors
    supplier suppliers affiliate merchant loyalty rewards pricing discount promotion promotions campaign campaigns
    offer offers recommendation personalization ranking relevance ansprechpartner kontakt dienst dienste schnittstelle
    abteilung gruppe bereich zentrale plattform daten servicio servicios equipo datos equipe équipe données interne
    servizio servizi squadra dati serviço equipa dados zespół usługa usługi dane
    """
)

# What words for a part of an organisation, or for what it offers, begin and end with, in many languages.
UNIT_STEMS = tuple(
    vocabulary(
        """
        diretoria gerência gerencia secretaria superintend coordenação coordinación núcleo setor sector
        team squad abteil fachbereich stabsstel zentral dienst équipe equip servic serviz direction direktion direzion
        direcc direç département departa departem dipart área pôle mesa suporte soporte support ufficio office oficina
        bureau biuro büro grupo gruppo groupe afdeling avdel klanten kunde kundt zespół dział tým tím oddělen oddelen
        osasto tiimi csapat osztály echip ekib ekip birim отдел команд служб групп департам підрозділ відділ екип ομάδ
        ομαδ τμήμ meeskon osakond komand skyri đội nhóm phòng צוות מחלק فريق قسم تیم टीम ทีม ฝ่าย გუნდ թիմ studio
        broker stack federat kernsystem betrieb vertrieb einkauf prodaj sprzeda försälj
        """
    )
)
UNIT_ENDINGS = tuple(
    vocabulary(
        """
        gruppe gruppen abteilung abteilungen dienste zentrum stelle team teams avdelning avdelningen osasto keskus ekibi
        csapat 部 課 室 팀 부서 본부 그룹 组 組 部门 部門 团队 團隊 中心 平台 中台 チーム グループ センター システム
        """
    )
)

# Names to some, words to others: never the whole of a name, and only where a person was announced.
MAYBE_A_NAME = vocabulary(
    """
    black white green brown gray grey amber april may june august north west rose lake park hill hall long young king
    field wood stone rivers jenkins travis cassandra page pages banks frances golden sparks powers waters merchant
    french english german rust bridges small master swift power ruby an per clement klement sales smart stock brook
    marsh price
    """
)

# Small words between the announcement and the name: `talk to Jane Doe`, `the owner is Jane Doe`.
SMALL_WORDS = vocabulary(
    "to with is are from a do ist est è é es jest är er bei mit an à con com z aan met till til med ke к с za pri"
)

# Of those, the ones that say what somebody is: what was announced may stand further before.
COPULAS = vocabulary("is est è es jest är er ist é")

# Of those, the ones that name the means when something was made: `built with Spring Boot`.
MEANS = vocabulary("with from mit con com z avec met med")

# The most frequent Chinese and Korean surnames; they stand first and make two or three characters a name.
SURNAMES = frozenset(
    "張陳黃趙吳孫馬鄭謝許鄧韓馮曾蕭潘董葉蔣蔡賴沈鍾譚陸姚邵溫翁游簡古詹施柯顏柳連紀官莊洪涂童倪駱包焦路左季齐齊梅庄辛"
    "管祝单單鲍鮑舒卢翟聂聶车車伍安耿关關柴池岳王李张劉刘陈楊杨黄赵吴周徐孙马朱胡郭何林高羅罗郑梁谢宋唐许邓韩冯曹彭肖"
    "田袁蒋余于杜叶程魏蘇苏呂吕丁任盧钟姜崔谭陆范汪廖石金韋韦賈贾夏付方鄒邹熊白孟秦邱侯江尹薛閆闫段雷龍龙黎史陶賀贺毛"
    "郝顧顾龔龚萬万覃武錢钱戴嚴严莫孔向常湯汤康易喬乔赖文桂欧凌宁甄凡"
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반라왕금옥육인맹제모"
)

# Two words that a name follows.
SAYS_NAME = frozenset(
    tuple(pair.split())
    for pair in phrases(
        """
        name is, my name, his name, her name, full name, belongs to, card holder, account holder, named
        after, name ist, mein name, nom est, mon nom, nombre es, mi nombre, nome è, il nome, mijn naam, naam
        is, meu nome, nome é, signed by, attn to, discussed with, agreed with, spoke with, spoke to, talked to,
        absprache mit, rücksprache mit, accord avec, accordo con, acuerdo con
        """
    )
)

# What says after a name, in languages with a fixed order, that the one named is in charge.
CHARGE = vocabulary(
    """
    maintain own look looks run runs maintains owns wrote approves coordinates supervises leads
    tarafından betreut verantwortet leitet anrufen
    kontaktieren informieren benachrichtigen fragen bellen gère dirige gestisce mantiene
    """
)
SUBJECT_VERBS = (
    rf"(?:{'|'.join(sorted(CHARGE - {'leads', 'look', 'looks', 'run', 'runs'}))}|looks?\safter"
    r"|runs?\s(?:this|it|the|our)|is\s(?:responsible|in\scharge|accountable)"
    r"|leads\s(?:the|our|a|this)\s(?:\w+\s)?(?:team|squad|group|project|work)"
    r"|is\s(?:the|our|a)\s(?:\w+\s){0,2}?(?:lead|owner|maintainer|manager|architect|author|steward|approver)"
    r")\b"
)
# Japanese and Chinese write a name between words without a space.
JAPANESE_ROLE = r"(?:問い合わせ先?|担当者?|責任者|管理者|作成者|連絡先|窓口|所有者|リーダー)"
JAPANESE_AFTER = r"(?:です|さん|様|氏|まで|へ|に|が|。|、|[)）(（<\s]|\Z)"
CHINESE_BEFORE = r"(?:由|联系|聯繫|聯絡|请找|請找|咨询|諮詢|人是|人为|人為)"
CHINESE_AFTER = r"(?:维护|維護|负责|負責|开发|開發|编写|編寫|管理|创建|創建|设计|設計|撰写|，|。|、|[)）(（,<\s]|\Z)"
