import { postcodeValidator } from 'postcode-validator';

/** A well-formed code of every country that has postal codes: what a remedy shows. */
const EXAMPLES: ReadonlyMap<string, string> = new Map(
  (
    'AD AD500, AF 1001, AI AI-2640, AL 1001, AM 0010, AR C1002AAA, AS 96799, AT 1010, AU 2000, AX 22100, AZ 1000, ' +
    'BA 71000, BB BB15028, BD 1000, BE 1000, BG 1000, BH 317, BL 97133, BM HM 12, BN BS8675, BR 01310-100, BT 11001, ' +
    'BY 220050, CA K1A 0B1, CC 6799, CH 8001, CK 9101, CL 8320000, CN 100000, CO 110111, CR 10101, CU 10400, ' +
    'CV 7600, CX 6798, CY 1010, CZ 110 00, DE 53111, DK 1050, DO 10101, DZ 16000, EC 170150, EE 10111, EG 11511, ' +
    'EH 70000, ES 28001, ET 1000, FI 00100, FK FIQQ 1ZZ, FM 96941, FO 100, FR 75008, GB SW1A 1AA, GE 0100, GF 97300, ' +
    'GG GY1 1AA, GI GX11 1AA, GL 3900, GN 001, GP 97100, GR 104 31, GS SIQQ 1ZZ, GT 01001, GU 96910, GW 1000, ' +
    'HM 7151, HN 11101, HR 10000, HT HT6110, HU 1051, ID 10110, IE D02 AF30, IL 9100001, IM IM1 1AA, IN 110001, ' +
    'IO BBND 1ZZ, IQ 10001, IR 11369-14611, IS 101, IT 00184, JE JE2 3AB, JO 11118, JP 100-0001, KE 00100, ' +
    'KG 720001, KH 120101, KR 03051, KW 13001, KY KY1-1100, KZ 010000, LA 01000, LB 1107 2810, LI 9490, LK 00100, ' +
    'LR 1000, LS 100, LT LT-01100, LU 1855, LV LV-1050, MA 10000, MC 98000, MD 2001, ME 81000, MF 97150, MG 101, ' +
    'MH 96960, MK 1000, MM 11181, MN 14200, MP 96950, MQ 97200, MT VLT 1117, MU 11328, MV 20026, MX 06000, MY 50480, ' +
    'MZ 1100, NA 10001, NC 98800, NE 8001, NF 2899, NG 900001, NI 11001, NL 1012 JS, NO 0150, NP 44600, NZ 6011, ' +
    'OM 100, PA 0801, PE 15001, PF 98714, PG 111, PH 1000, PK 44000, PL 00-950, PM 97500, PN PCRN 1ZZ, PR 00901, ' +
    'PT 1100-148, PW 96940, PY 1209, RE 97400, RO 010011, RS 11000, RU 101000, SA 11564, SD 11111, SE 111 22, ' +
    'SG 018956, SH STHL 1ZZ, SI 1000, SJ 9170, SK 811 01, SM 47890, SN 10200, SO 09010, SV 1101, SZ H100, ' +
    'TC TKCA 1ZZ, TH 10200, TJ 734000, TM 744000, TN 1000, TR 06100, TW 100, TZ 11101, UA 01001, UM 96898, US 98101, ' +
    'UY 11000, UZ 100000, VA 00120, VC VC0100, VE 1010, VG VG1110, VI 00802, VN 100000, WF 98600, YT 97600, ZA 0001, ' +
    'ZM 10101'
  )
    .split(', ')
    .map((entry) => [entry.slice(0, 2), entry.slice(3)] as const),
);

/** Countries whose codes changed, or are written in more ways, than the package knows. */
const MENDED: Readonly<Record<string, RegExp>> = {
  AR: /^[A-HJ-NP-Z]?\d{4}([A-Z]{3})?$/,
  HT: /^(HT)?\d{4}$/,
  KH: /^\d{5,6}$/,
  NI: /^(\d{5})?$/,
  SA: /^\d{5}(-\d{4})?$/,
  SV: /^(CP )?\d{4}$/,
};

/** Where the post divides a code: [letters and digits before it, what stands there]; negative counts from the end. */
const DIVIDED: Readonly<Record<string, readonly [number, string]>> = {
  BR: [5, '-'],
  CA: [3, ' '],
  CZ: [3, ' '],
  GB: [-3, ' '],
  GR: [3, ' '],
  IE: [3, ' '],
  JP: [3, '-'],
  NL: [4, ' '],
  PL: [2, '-'],
  PT: [4, '-'],
  SE: [3, ' '],
  SK: [3, ' '],
};

function fits(code: string, country: string): boolean {
  const mended = MENDED[country];
  return mended === undefined ? postcodeValidator(code, country) : mended.test(code);
}

/** A well-formed postal code of a country, for those who have to correct one; undefined where there are none. */
export function postalCodeExample(country: string): string | undefined {
  return EXAMPLES.get(country);
}

/** Whether an address in a country must have a postal code: where there are codes and every place has one. */
export function needsPostalCode(country: string): boolean {
  return EXAMPLES.has(country) && !fits('', country);
}

const MAX_LENGTH = 40;

/**
 * The postal code as the country's post writes it: in capitals, with its space or hyphen. Undefined when the country has
 * no such code. What is given for a country without postal codes stays as it is.
 */
export function normalisePostalCode(text: string, country: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const given = text.trim().toUpperCase().replaceAll(/\s+/g, ' ');
  if (!EXAMPLES.has(country)) return given;
  const compact = given.replaceAll(/[\s-]/g, '');
  const divided = DIVIDED[country];
  const forms = divided === undefined ? [given, compact] : [divide(compact, divided), given, compact];
  return forms.find((code) => fits(code, country));
}

function divide(compact: string, [at, by]: readonly [number, string]): string {
  return `${compact.slice(0, at)}${by}${compact.slice(at)}`;
}
