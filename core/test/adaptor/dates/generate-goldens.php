<?php
// Writes core/test/adaptor/dates/goldens: what PHP's date() makes of instants, and DateTime of wall times, in every
// zone PHP knows. Run from the root of the repository:  php core/test/adaptor/dates/generate-goldens.php

require __DIR__ . '/oracle.php';

const FOLDER = __DIR__ . '/goldens/';

// Convoso's patterns that are date() patterns, and one with the letters and escapes that they leave out.
const PATTERNS = [
    'Y-m-d H:i:s', 'Y-m-d', 'm/d/Y', 'D M j G:i:s T Y', 'j-m-y', 'Ymd', 'm.d.y', 'm/d/y g:i a', 'm/d/y',
    'F j, Y, g:i a', 'j, n, Y', 'Y-m-d\TH:i:s', 'Ymd\THis\Z', 'm/d/Y H:i:s', 'l d M, h A \a\t \\\T:T',
];

// Written out in full, so that a difference can be read: where Convoso's customers and their agents are, and zones
// with unusual clocks.
const SHOWN = [
    'America/Los_Angeles', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix',
    'America/Anchorage', 'America/Adak', 'America/Detroit', 'America/Indiana/Knox', 'America/Puerto_Rico',
    'America/Toronto', 'America/Vancouver', 'America/Halifax', 'America/St_Johns', 'America/Regina',
    'America/Mexico_City', 'America/Tijuana', 'America/Cancun', 'America/Guatemala', 'America/Havana',
    'America/Jamaica', 'America/Santo_Domingo', 'America/Bogota', 'America/Lima', 'America/Caracas',
    'America/Santiago', 'America/Asuncion', 'America/Sao_Paulo', 'America/Argentina/Buenos_Aires',
    'America/Montevideo', 'America/Nuuk', 'America/Scoresbysund', 'America/Miquelon', 'Pacific/Honolulu',
    'Pacific/Guam', 'Asia/Manila', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tehran', 'Asia/Tokyo', 'Asia/Gaza',
    'Europe/London', 'Europe/Dublin', 'Europe/Lisbon', 'Europe/Berlin', 'Europe/Moscow', 'Europe/Kyiv',
    'Africa/Cairo', 'Africa/Casablanca', 'Africa/Johannesburg', 'Africa/Monrovia', 'Australia/Sydney',
    'Australia/Lord_Howe', 'Australia/Adelaide', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia',
    'Pacific/Kiritimati', 'Antarctica/Troll', 'Atlantic/Azores', 'US/Pacific', 'Etc/GMT+5', 'UTC',
];

function write(string $name, array $lines): void {
    $source = '# PHP ' . PHP_VERSION . ', tzdata ' . tzdataVersion();
    file_put_contents(FOLDER . $name, implode("\n", [$source, ...$lines]) . "\n");
}

// Every change and the seconds on both sides of it, and instants spread over days, hours and minutes.
function instants(array $transitions): array {
    $all = range(FROM, UNTIL, 29_999_971);
    foreach (array_slice($transitions, 1) as ['ts' => $ts]) {
        array_push($all, $ts - 1, $ts, $ts + 1);
    }
    return $all;
}

// Of every change: the last second before the clocks are moved, the first, middle and last of the hour that is left
// out or comes twice, and the first one after it. With the first instant of those that come twice, otherwise null.
function walls(array $transitions): array {
    $all = [];
    for ($index = 1; $index < count($transitions); $index++) {
        ['ts' => $ts, 'offset' => $after] = $transitions[$index];
        $before = $transitions[$index - 1]['offset'];
        [$from, $to] = [$ts + min($before, $after), $ts + max($before, $after)];
        foreach ([$from - 1, $from, intdiv($from + $to, 2), $to - 1, $to] as $wall) {
            $twice = $before > $after && $wall >= $from && $wall < $to;
            $all[] = [$wall, $twice ? $wall - $before : null];
        }
    }
    return $all;
}

function instantOf(int $wall, string $zone): int {
    return (new DateTime(gmdate('Y-m-d H:i:s', $wall), new DateTimeZone($zone)))->getTimestamp();
}

// Clock states by number, then for each change the seconds since the one before and its state.
function timeline(array $transitions): string {
    $states = [];
    $words = [];
    $last = 0;
    foreach ($transitions as ['ts' => $ts, 'offset' => $offset, 'abbr' => $abbr]) {
        $state = "$offset/$abbr";
        $number = array_search($state, $states, true);
        if ($number === false) {
            $number = count($states);
            $states[] = $state;
        }
        $words[] = base_convert((string) ($ts - $last), 10, 36) . ':' . $number;
        $last = $ts;
    }
    return implode(',', $states) . "\t" . implode(' ', $words);
}

function digest(array $texts): string {
    return substr(hash('sha256', implode("\n", $texts)), 0, 8);
}

$groups = [];
foreach (timezone_identifiers_list(DateTimeZone::ALL_WITH_BC) as $zone) {
    if (isZone($zone)) {
        $groups[timeline(transitionsOf($zone))][] = $zone;
    }
}

$timelines = [];
$hashes = ["zone\twall\t" . implode("\t", PATTERNS)];
foreach ($groups as $timeline => $zones) {
    $timelines[] = implode(' ', $zones) . "\t$timeline";
    $transitions = transitionsOf($zones[0]);
    date_default_timezone_set($zones[0]);
    $row = [$zones[0], digest(array_map(fn ($at) => instantOf($at[0], $zones[0]), walls($transitions)))];
    foreach (PATTERNS as $pattern) {
        $row[] = digest(array_map(fn ($instant) => date($pattern, $instant), instants($transitions)));
    }
    $hashes[] = implode("\t", $row);
}

$samples = ["zone\tepoch\t" . implode("\t", PATTERNS)];
$walls = ["zone\twall\tphp\tfirst"];
foreach (SHOWN as $zone) {
    date_default_timezone_set($zone);
    $transitions = array_values(array_filter(transitionsOf($zone), fn ($at) => $at['ts'] < 1767225600));
    $last = end($transitions)['ts'];
    foreach ($last === FROM ? [1710538205] : [$last - 1, $last] as $instant) {
        $samples[] = "$zone\t$instant\t" . implode("\t", array_map(fn ($pattern) => date($pattern, $instant), PATTERNS));
    }
    foreach (array_slice(walls($transitions), -10) as [$wall, $first]) {
        $walls[] = "$zone\t" . gmdate('Y-m-d H:i:s', $wall) . "\t" . instantOf($wall, $zone) . "\t$first";
    }
}

if (!is_dir(FOLDER)) {
    mkdir(FOLDER);
}
write('timelines.tsv', $timelines);
write('hashes.tsv', $hashes);
write('samples.tsv', $samples);
write('walls.tsv', $walls);
