/** One bar of a picture. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What stands behind the bar: the value with its unit. */
  readonly text: string;
  /** Whether it is our own. */
  readonly isOurs: boolean;
}

/** Bars that share a scale. */
export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

/** A line over time. */
export interface Line {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What is below the lines. */
export interface Axis {
  /** Where the axis begins. */
  readonly from: number;
  readonly ticks: readonly (readonly [x: number, label: string])[];
}

const WIDTH = 720;
const MARGIN = 20;
const LABELS = 150;
const BAR = { height: 20, gap: 10 };
const PLOT_HEIGHT = 170;

/** Colours that are read on a light ground and on a dark one; whoever shows the picture decides which it is. */
const STYLE = `
  text{font:13px system-ui,'Segoe UI','Helvetica Neue','Liberation Sans',sans-serif;fill:#16232d}
  .title{font-size:16px;font-weight:650}
  .soft{fill:#526471}
  .ground{fill:#ffffff}
  .ours{fill:#0f766e}
  .other{fill:#aeb9c3}
  .rule{stroke:#d5dce1}
  .line-0{stroke:#0f766e}
  .line-1{stroke:#8a97a3}
  .strong{font-weight:650}
  @media (prefers-color-scheme:dark){
    text{fill:#e8eef2}
    .soft{fill:#9fb0bd}
    .ground{fill:#1a2130}
    .ours{fill:#2dd4bf}
    .other{fill:#55647a}
    .rule{stroke:#3a465a}
    .line-0{stroke:#2dd4bf}
    .line-1{stroke:#8492a6}
  }`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function textAt(x: number, y: number, text: string, classes = '', anchor = 'start'): string {
  return `<text x="${x}" y="${y}" class="${classes}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

interface Frame {
  readonly title: string;
  /** What holds for all of it: how it was measured. */
  readonly note: string;
  /** What it shows, for those who cannot see it. */
  readonly description: string;
  readonly height: number;
  readonly body: string;
}

function framed({ title, note, description, height, body }: Frame): string {
  const label = escaped(`${title}. ${description}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" role="img" aria-label="${label}"><style>${STYLE}</style>
<rect class="ground" width="${WIDTH}" height="${height}" rx="8"/>
${textAt(MARGIN, 32, title, 'title')}
${textAt(MARGIN, 52, note, 'soft')}
${body}
</svg>
`;
}

/** Draws bars, each group with a scale of its own. */
export function drawBars(title: string, note: string, groups: readonly BarGroup[]): string {
  const room = WIDTH - 2 * MARGIN - LABELS - 110;
  let y = 72;
  const parts: string[] = [];
  for (const group of groups) {
    if (group.title !== '') {
      parts.push(textAt(MARGIN, y + 14, group.title, 'strong'));
      y += 26;
    }
    const most = Math.max(...group.bars.map(({ value }) => value));
    for (const { label, value, text, isOurs } of group.bars) {
      const [left, width] = [MARGIN + LABELS, Math.max(2, (value / most) * room)];
      parts.push(
        textAt(left - 10, y + 15, label, isOurs ? 'strong' : '', 'end'),
        `<rect class="${isOurs ? 'ours' : 'other'}" x="${left}" y="${y}" width="${width.toFixed(1)}" height="${BAR.height}" rx="3"/>`,
        textAt(left + width + 8, y + 15, text, isOurs ? 'strong' : 'soft'),
      );
      y += BAR.height + BAR.gap;
    }
    y += 8;
  }
  const said = groups.flatMap(({ title: name, bars }) => bars.map(({ label, text }) => `${name} ${label}: ${text}`));
  return framed({ title, note, description: said.join('; '), height: y + 4, body: parts.join('\n') });
}

/** Draws lines over one axis, by default of minutes. Up, they begin at nothing. */
export function drawLines(title: string, note: string, lines: readonly Line[], axis?: Axis): string {
  const [left, top] = [MARGIN + 50, 76];
  const [width, bottom] = [WIDTH - left - MARGIN - 110, top + PLOT_HEIGHT];
  const points = lines.flatMap((line) => line.points);
  const mostX = Math.max(...points.map(([x]) => x));
  const { from, ticks } = axis ?? minutesTo(mostX);
  const step = stepFor(Math.max(...points.map(([, y]) => y)));
  const steps = Math.ceil(Math.max(...points.map(([, y]) => y)) / step);
  const place = ([x, y]: readonly [number, number]): string =>
    `${(left + ((x - from) / (mostX - from)) * width).toFixed(1)},${(bottom - (y / (steps * step)) * PLOT_HEIGHT).toFixed(1)}`;
  const rules = Array.from({ length: steps + 1 }, (_, index) => {
    const y = bottom - (index / steps) * PLOT_HEIGHT;
    return `<line class="rule" x1="${left}" x2="${left + width}" y1="${y}" y2="${y}"/>${textAt(left - 8, y + 4, String(Number((index * step).toPrecision(3))), 'soft', 'end')}`;
  });
  const drawn = lines.map(({ label, points: own }, index) => {
    const [, end = '0'] = place(own.at(-1) ?? [0, 0]).split(',');
    const path = own.map(place).join(' ');
    return `<polyline class="line-${index}" points="${path}" fill="none" stroke-width="2.5" stroke-linejoin="round"/>${textAt(left + width + 8, Number(end) + 4, label, index === 0 ? 'strong' : '')}`;
  });
  const places = ticks.map(([x, label]) =>
    textAt(left + ((x - from) / (mostX - from)) * width, bottom + 20, label, 'soft', 'middle'),
  );
  const said = lines.map(({ label, points: own }) => `${label}: from ${rounded(own[0])} to ${rounded(own.at(-1))}`);
  const body = [...rules, ...drawn, ...places].join('\n');
  return framed({ title, note, description: said.join('; '), height: bottom + 40, body });
}

function minutesTo(most: number): Axis {
  return { from: 0, ticks: [0, most / 2, most].map((x) => [x, `${Math.round(x)} min`]) };
}

function rounded(point: Line['points'][number] | undefined): string {
  return String(Number((point?.[1] ?? 0).toPrecision(3)));
}

/** A round step that makes three to six of a range. */
function stepFor(most: number): number {
  const rough = most / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * unit).find((step) => step >= rough) ?? rough;
}
