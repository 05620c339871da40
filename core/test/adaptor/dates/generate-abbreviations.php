<?php
// Writes core/src/time/abbreviation-table.ts from PHP's own zones. Run from the root of the repository:
//   php core/test/adaptor/dates/generate-abbreviations.php && npx prettier --write core/src/time/abbreviation-table.ts

require __DIR__ . '/oracle.php';

// Names that PHP's DateTimeZone takes for abbreviations of a fixed offset, and the zones that tzdata links them to.
const LINKS = [
    'CET' => 'Europe/Brussels', 'MET' => 'Europe/Brussels', 'EET' => 'Europe/Athens', 'WET' => 'Europe/Lisbon',
    'EST' => 'America/Panama', 'MST' => 'America/Phoenix', 'HST' => 'Pacific/Honolulu',
    'GMT' => 'Etc/GMT', 'GMT+0' => 'Etc/GMT', 'GMT-0' => 'Etc/GMT', 'UCT' => 'Etc/UTC',
];

function numericName(int $offset): string {
    $minutes = intdiv(abs($offset), 60);
    $rest = $minutes % 60;
    return ($offset < 0 ? '-' : '+') . sprintf('%02d', intdiv($minutes, 60)) . ($rest ? sprintf('%02d', $rest) : '');
}

// A new era begins where an offset takes another name than it had.
function historyOf(string $zone): string {
    $eras = [['', []]];
    foreach (transitionsOf($zone) as ['ts' => $ts, 'offset' => $offset, 'abbr' => $name]) {
        $known = $eras[array_key_last($eras)][1][$offset] ?? null;
        if ($known !== null && $known !== $name) {
            $eras[] = ["@$ts", []];
        }
        $eras[array_key_last($eras)][1][$offset] = $name;
    }
    $words = [];
    $lettered = false;
    foreach ($eras as [$start, $names]) {
        if ($start !== '') {
            $words[] = $start;
        }
        foreach ($names as $offset => $name) {
            if ($name === numericName($offset)) {
                continue;
            }
            $words[] = "$offset:$name";
            $lettered = true;
        }
    }
    return $lettered ? implode(' ', $words) : '';
}

// A zone in the area of the one before it, such as Europe/Sofia after Europe/Athens, is written without it.
function withoutRepeatedAreas(array $zones): string {
    $area = '';
    $words = [];
    foreach ($zones as $zone) {
        $slash = strpos($zone, '/');
        $own = $slash === false ? '' : substr($zone, 0, $slash);
        $words[] = $own !== '' && $own === $area ? substr($zone, $slash) : $zone;
        $area = $own;
    }
    return implode(' ', $words);
}

$zones = [];
foreach (timezone_identifiers_list(DateTimeZone::ALL_WITH_BC) as $zone) {
    if (!isset(LINKS[$zone]) && !isZone($zone)) {
        continue;
    }
    $history = historyOf(LINKS[$zone] ?? $zone);
    if ($history !== '') {
        $zones[$history][] = $zone;
    }
}

$rows = '';
foreach ($zones as $history => $names) {
    $text = wordwrap(withoutRepeatedAreas($names), 104, "\n    ");
    $rows .= strlen($history) + strlen($text) < 95 ? "  ['$history', '$text'],\n" : "  [\n    '$history',\n    `$text`,\n  ],\n";
}
$source = "PHP's zones, tzdata " . tzdataVersion();
file_put_contents('core/src/time/abbreviation-table.ts', <<<TS
/**
 * The letters that clocks go by, for zones that have them, from 1970 to 2037.
 * Generated from $source, by core/test/adaptor/dates/generate-abbreviations.php.
 *
 * A history has an abbreviation for each offset in seconds. Where an offset takes another abbreviation, a new list
 * begins, with the epoch second after an `@`. The first list also counts for what was before. An offset that is not
 * in the list goes by its number. A zone that begins with a slash is in the area of the one before it.
 */
export const ABBREVIATION_TABLE: readonly (readonly [history: string, zones: string])[] = [
$rows];

TS);
