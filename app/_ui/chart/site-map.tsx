import "server-only";
import { type GeoProjection, geoMercator, geoPath } from "d3-geo";
import { Link } from "@/app/_ui/action/link";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-50m.json";
import { TONE_MARK, type Tone } from "../feedback/tone";

export type MapPoint = {
  key: string;
  longitude: number;
  latitude: number;
  /** Name and state in words: the marker's name for screen readers and its hint. */
  label: string;
  tone: Tone;
  href: string;
  /** Stations at the site; shown in the marker when there is more than one. */
  count?: number;
};

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

// JSON's inferred literal types say less than the format's own.
const topology = atlas as unknown as Atlas;

/**
 * Points keep to the middle: on a phone the sides of the map are cut away, never shrunk, so markers
 * stay touchable.
 */
const ASIDE = 150;
const MARGIN = 40;
/** As close as country outlines still mean something. */
const CLOSEST = 9000;

/**
 * Where the sites are, on outlines of countries (Natural Earth), painted by the server: no tiles,
 * no script. Fits its points. A marker is a link; its shape shows the state as well as its colour.
 */
export function SiteMap({
  label,
  points,
  width = 640,
  height = 320,
}: {
  label: string;
  points: readonly MapPoint[];
  width?: number;
  height?: number;
}) {
  const projection = fitted(points, width, height);
  const { land, borders } = outlines(projection, width, height);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      className="h-72 w-full rounded-md bg-sunken sm:h-auto"
      aria-label={label}
    >
      <path d={land} fill="var(--color-raised)" stroke="var(--color-line-strong)" strokeWidth="0.75" />
      <path d={borders} fill="none" stroke="var(--color-line)" strokeWidth="1" />
      {points.map((point) => {
        const [x, y] = projection([point.longitude, point.latitude]) ?? [0, 0];
        return <Marker key={point.key} point={point} x={x} y={y} />;
      })}
    </svg>
  );
}

const drawn = new Map<string, { land: string; borders: string }>();
const KEPT = 50;

/**
 * Projecting every coast of the world takes tens of milliseconds; an operator's sites seldom move,
 * so the last views are kept.
 */
function outlines(projection: GeoProjection, width: number, height: number) {
  const key = [projection.scale(), projection.translate(), projection.center(), width, height].join(" ");
  const known = drawn.get(key);
  if (known) return known;
  const path = geoPath(projection);
  const made = {
    land: path(feature(topology, topology.objects.land)) ?? "",
    borders: path(mesh(topology, topology.objects.countries, (a, b) => a !== b)) ?? "",
  };
  if (drawn.size >= KEPT) drawn.clear();
  drawn.set(key, made);
  return made;
}

function fitted(points: readonly MapPoint[], width: number, height: number) {
  const projection = geoMercator();
  const box: [[number, number], [number, number]] = [
    [ASIDE, MARGIN],
    [width - ASIDE, height - MARGIN],
  ];
  if (points.length === 0) projection.fitExtent(box, { type: "Sphere" });
  else {
    projection.fitExtent(box, {
      type: "MultiPoint",
      coordinates: points.map((point) => [point.longitude, point.latitude]),
    });
  }
  if (projection.scale() > CLOSEST || !Number.isFinite(projection.scale())) {
    const middle = mean(points);
    projection
      .scale(CLOSEST)
      .center(middle)
      .translate([width / 2, height / 2]);
  }
  return projection.clipExtent([
    [-2, -2],
    [width + 2, height + 2],
  ]);
}

function mean(points: readonly MapPoint[]): [number, number] {
  const of = (pick: (point: MapPoint) => number) => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  return [of((point) => point.longitude), of((point) => point.latitude)];
}

function Marker({ point, x, y }: { point: MapPoint; x: number; y: number }) {
  const many = (point.count ?? 1) > 1;
  const size = point.tone === "warn" ? (many ? 12 : 8) : many ? 10 : 7;
  const face = { fill: TONE_MARK[point.tone], stroke: "var(--color-surface)", strokeWidth: 2 };
  return (
    <Link href={point.href} aria-label={point.label}>
      <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
        <title>{point.label}</title>
        {point.tone === "bad" ? (
          <rect x={-size} y={-size} width={size * 2} height={size * 2} rx="3" {...face} />
        ) : point.tone === "warn" ? (
          <path d={`M0 ${-size * 1.2} ${size * 1.2} ${size * 0.9} H${-size * 1.2}Z`} strokeLinejoin="round" {...face} />
        ) : point.tone === "idle" ? (
          <circle r={size} {...face} fill="var(--color-surface)" stroke={TONE_MARK.idle} />
        ) : (
          <circle r={size} {...face} />
        )}
        {many && (
          <text
            textAnchor="middle"
            y={point.tone === "warn" ? 7 : 3.5}
            fontSize="10"
            fontWeight="600"
            fill={point.tone === "idle" ? "var(--color-muted)" : "var(--color-surface)"}
          >
            {point.count}
          </text>
        )}
      </g>
    </Link>
  );
}
