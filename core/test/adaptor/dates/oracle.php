<?php
// What both generators ask of PHP. Zones come from the system's tzdata where PHP was built to use it (Debian).

const FROM = 0;
const UNTIL = 2145916799; // 2037-12-31 23:59:59 UTC

function tzdataVersion(): string {
    $package = trim((string) shell_exec("dpkg-query -W -f='\${Version}' tzdata 2>/dev/null"));
    $own = timezone_version_get();
    return str_ends_with($own, 'system') && $package !== '' ? "$package (Debian)" : $own;
}

// The state at FROM, and every change until UNTIL: ts, offset, abbr.
function transitionsOf(string $zone): array {
    return (new DateTimeZone($zone))->getTransitions(FROM, UNTIL);
}

// Files beside the zones that Debian's PHP lists with them, and names that DateTimeZone takes for fixed offsets.
function isZone(string $name): bool {
    if (in_array($name, ['leapseconds', 'tzdata.zi', 'Factory', 'localtime'])) {
        return false;
    }
    return (new DateTimeZone($name))->getTransitions(FROM, UNTIL) !== false;
}
