"""Formats of national identity numbers, and the words that announce them with their checks in python-stdnum."""

import re

from insights_cli.redact.regex import regex
from insights_cli.redact.words import phrases, vocabulary

# A pattern that is rare outside, and the python-stdnum module that confirms it ("" where the format is all there is).
STRONG: tuple[tuple[str, str], ...] = (
    (r"[A-Z]{6}\d[0-9LMNPQRSTUV][A-Z]\d[0-9LMNPQRSTUV][A-Z]\d[0-9LMNPQRSTUV]{2}[A-Z]", "it.codicefiscale"),
    (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", "mx.curp"),
    (r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", "fi.hetu"),
    (r"(?:19|20)?\d{6}[-+]\d{4}", "se.personnummer"),
    (r"\d{3}-\d{2}-\d{4}", "us.ssn"),
    (r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]", ""),
    (r"[XYZ]-?\d{7}-?[A-Z]", "es.nie"),
    (r"\d{3}\.\d{3}\.\d{3}-\d{2}", "br.cpf"),
    (r"756\.\d{4}\.\d{4}\.\d{2}", "ch.ssn"),
    (r"\d{2}\.\d{2}\.\d{2}-\d{3}[.-]\d{2}", "be.nn"),
    (r"\d{6}/\d{3,4}", "cz.rc"),
    (r"[12]\d{2}(?:0[1-9]|1[0-2]|[23]\d|4[0-2])(?:\d[\dAB])\d{8}", "fr.nir"),
    (r"[12] \d{2} (?:0[1-9]|1[0-2]) \d[\dAB] \d{3} \d{3} \d{2}", "fr.nir"),
    (r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", "cn.ric"),
    (r"\d{6}-[1-8]\d{6}", "kr.rrn"),
    (r"[STFGM]\d{7}[A-Z]", ""),
    (r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", "cl.rut"),
    (r"\d{3}-\d{3}-\d{3} \d{2}", ""),
    (r"\d-\d{4}-\d{5}-\d{2}-\d", "th.pin"),
    (r"\d{3}-\d{7}-\d", "do.cedula"),
    (r"\d{2}-\d{8}-\d", "ar.cuit"),
)

# The python-stdnum modules of which one must confirm the number, and the words that announce it; none: no module.
_BY_MODULES = {
    ("us.ssn", "us.itin"): "ssn|itin|social security|social security number",
    ("ca.sin",): "sin|social insurance|social insurance number",
    ("gb.nhs", "gb.utr"): "nhs|nhs number|nhs no",
    (
        "de.idnr",
        "de.stnr",
    ): "steuer-id|steueridentifikationsnummer|steuernummer|steuer-idnr|idnr|steuerid|identifikationsnummer",
    ("at.vnr", "at.tin"): "svnr|sozialversicherungsnummer|versicherungsnummer|sv-nummer",
    ("ch.ssn",): "ahv|ahv-nr|ahv-nummer|avs|n° avs",
    ("fr.nir", "fr.nif"): "nir|insee|sécurité sociale|securite sociale|numéro de sécurité sociale|numéro fiscal",
    ("be.nn", "be.bis"): "rijksregisternummer|insz|niss|registre national|numéro national|rrn",
    ("nl.bsn",): "bsn|burgerservicenummer|sofinummer",
    (
        "es.nif",
        "es.dni",
        "es.nie",
        "ar.dni",
        "pe.cui",
    ): "dni|nie|documento de identidad|documento nacional de identidad",
    ("es.nie",): "nie",
    ("es.nif", "pt.nif", "ad.nrt", "dz.nif"): "nif",
    ("it.codicefiscale",): "codice fiscale|cod. fiscale|c.f.",
    ("pt.nif", "pt.cc"): "contribuinte|número de contribuinte|número fiscal|cartão de cidadão",
    ("br.cpf",): "cpf",
    ("pl.pesel", "pl.nip"): "pesel|nip|nr pesel|numer pesel",
    ("se.personnummer",): "personnummer|samordningsnummer|pnr",
    ("no.fodselsnummer",): "fødselsnummer|fodselsnummer|fødselsnr|fnr|d-nummer|personnummer:",
    ("dk.cpr",): "cpr|cpr-nr|cpr-nummer",
    ("fi.hetu",): "hetu|henkilötunnus",
    ("is_.kennitala",): "kennitala",
    ("cz.rc", "sk.rc"): "rodné číslo|rodne cislo|rč",
    ("hu.anum",): "személyi szám|személyi igazolvány|taj szám|adóazonosító|adóazonosító jel|személyi azonosító",
    ("ro.cnp",): "cnp|cod numeric personal",
    ("bg.egn", "bg.pnf"): "егн|egn",
    ("gr.amka", "gr.vat"): "αμκα|amka|αφμ",
    ("hr.oib",): "oib",
    ("si.emso",): "emšo|emso",
    ("ee.ik",): "isikukood",
    ("lt.asmens",): "asmens kodas",
    ("lv.pvn",): "personas kods",
    ("tr.tckimlik",): "tckn|tc kimlik|tc kimlik no|t.c. kimlik no|kimlik no|kimlik numarası",
    ("ua.rntrc",): "рнокпп|іпн",
    ("ru.inn",): "инн",
    ("il.idnr",): "teudat zehut|תעודת זהות",
    ("in_.aadhaar", "in_.vid"): "aadhaar|aadhar",
    ("in_.pan",): "pan|pan card|pan number|pan no",
    ("kr.rrn",): "주민등록번호|resident registration number",
    ("jp.in_",): "マイナンバー|my number|個人番号",
    ("cn.ric",): "身份证|身份证号|居民身份证",
    ("my.nric",): "mykad|ic number",
    ("th.pin",): "เลขประจำตัวประชาชน",
    ("za.idnr",): "rsa id|sa id|south african id",
    ("au.tfn",): "tfn|tax file number|medicare",
    ("nz.ird",): "ird|ird number",
    ("ie.pps",): "pps|ppsn|pps number|pps no",
    ("mx.curp", "mx.rfc"): "curp|rfc:",
    ("ar.cuit", "ar.dni"): "cuit|cuil",
    ("cl.rut", "uy.rut"): "rut|run:",
    ("co.nit", "ec.ci", "do.cedula", "cr.cpf"): "cédula|cedula|cédula de ciudadanía",
    ("ec.ci",): "cédula de identidad",
    ("id.nik",): "nik|nomor ktp|ktp",
    ("id.npwp",): "npwp",
    ("gt.nit", "sv.nit", "co.nit"): "nit",
    ("ve.rif",): "rif",
    ("ke.pin",): "kra pin",
    ("mz.nuit",): "nuit",
    ("az.voen",): "vöen",
    ("al.nipt",): "nipt",
    ("fi.veronumero",): "veronumero",
    ("nl.identiteitskaartnummer",): "paspoortnummer|identiteitskaartnummer",
    ("in_.epic",): "voter id|epic number",
    ("mk.edb",): "ембг|даночен број",
    ("us.tin", "za.tin", "gh.tin", "th.tin"): "tin|taxpayer identification number",
    ("vn.mst",): "cccd|cmnd|căn cước",
    (): (
        "jmbg|јмбг|матични број|身分證|身分證字號|身份證|身份證字號|sss number|sss no|philhealth|umid|иин|пинфл|idnp"
        "|hkid|emirates id|iqama|civil id|ghana card|bvn|cnib|nric|nino|nin|national insurance"
        "|national insurance number|ni number"
    ),
    ("pk.cnic",): "cnic",
}

WORDS: dict[str, tuple[str, ...]] = {
    word: modules for modules, words in _BY_MODULES.items() for word in words.split("|")
}

# Words for any such number, whose format is not known.
GENERIC_WORDS: tuple[str, ...] = phrases(
    """
    national id, national identity number, national identification number, tax id, tax number, taxpayer id,
    id number, id card, identity card, personal id, personal identity number, personal identification
    number, personal number, passport, passport number, passport no, citizen id, ausweisnummer,
    personalausweis, reisepass, carte d'identité, passeport, carta d'identità, passaporto, pasaporte,
    passaporte, paspoort, dowód osobisty, паспорт, drivers license, driver's license, driver license, driving
    licence, driving license, license number, licence number, nationalid, taxid
    """
)

# Words that mean something else in another language: only a check digit tells.
AMBIGUOUS = vocabulary(
    """
    nie nif nit rif fnr nuit sin pan tin nin nik ird rrn run: rut rfc: pps cpr medicare nir rč oib dni avs nip tfn
    bsn egn cnp
    """
)

# What a number may look like when a word already said what it is.
ANY_NUMBER = regex(r"[A-Z]{0,4}[ .-]?\d[\dA-Z .\-/+]{4,22}")

# What a passport may bear, and how words for it begin.
PASSPORT = regex(r"[A-Z]{1,3}[A-Z0-9]{6,8}")
PASSPORT_GAP = regex(r"\W*(?:\w{0,3}|num\w*|nummer)\W*")
PASSPORTS = ("passp", "pasap", "passap", "paspo", "reisep", "passe", "ausweis", "персонал", "паспорт")


def _by_first_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for phrase in (*WORDS, *GENERIC_WORDS):
        found.setdefault(re.findall(r"[^\W\d_]+", phrase)[0], []).append(phrase)
    return {word: tuple(sorted(phrases, key=len, reverse=True)) for word, phrases in found.items()}


# The phrases above by their first word, the longest first.
PHRASES = _by_first_word()
# Those of scripts that write without spaces, which no word boundary finds.
UNSPACED = tuple(phrase for phrase in (*WORDS, *GENERIC_WORDS) if phrase >= "\u0e00")
