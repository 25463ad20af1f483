# shellcheck shell=sh disable=SC2154
# Sourced by ./bunraku and ./test, which set $root: finds the .NET SDK that global.json asks for, or fetches it, and runs it.
# The Windows twin is sdk.ps1.

state=$root/artifacts/launcher
sdk_page=https://dotnet.microsoft.com/download/dotnet/10.0

# One build at a time: a second start waits here for the first. Descriptor 9 holds the lock and is kept from the build's children.
lock() {
    mkdir -p "$state"
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$state/lock"
        flock 9
        return
    fi
    until mkdir "$state/lock.d" 2>/dev/null; do
        holder=$(cat "$state/lock.d/pid" 2>/dev/null || true)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$state/lock.d"
        else
            sleep 1
        fi
    done
    echo $$ >"$state/lock.d/pid"
    trap 'rm -rf "$state/lock.d"' EXIT
    trap 'exit 130' INT TERM
}

unlock() {
    exec 9>&-
    rm -rf "$state/lock.d"
    trap - EXIT INT TERM
}

# Runs $dotnet with the variables that it needs and no others: MSBuild takes each of the others as a property (Platform, OutputPath, ...).
# Without ICU the SDK starts only in its invariant mode.
sdk() (
    for variable in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
        case $variable in
            PATH | HOME | USER | LOGNAME | SHELL | TERM | TMPDIR | TZ | LANG | LANGUAGE | LC_* | XDG_* | LD_LIBRARY_PATH | DYLD_*) ;;
            DOTNET_* | COMPlus_* | NUGET_* | NuGet* | SSL_CERT_* | NODE_* | npm_config_* | NPM_CONFIG_*) ;;
            *_proxy | *_PROXY) ;;
            *) command unset "$variable" 2>/dev/null || : ;;
        esac
    done
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_NOLOGO=1
    exec "$dotnet" "$@" 9>&-
)

# Sets $dotnet to the first one with an SDK that fits global.json. Else fetches one, or says what dotnet itself says.
choose_sdk() {
    words=
    for dotnet in "$(command -v dotnet || true)" "${DOTNET_ROOT:-/nowhere}/dotnet" "${HOME:-/nowhere}/.dotnet/dotnet" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet "$root/artifacts/sdk/dotnet"; do
        [ -x "$dotnet" ] || continue
        if output=$(cd "$root" && sdk --version 2>&1); then
            remember_sdk
            return 0
        fi
        case $output in
            *"SDK was not found"* | *"No .NET SDKs were found"*) ;;
            *) words=${words:-$(printf '%s\n' "$dotnet: $output" | grep -v '^ *\(at \|--- \)' | head -n 5)} ;;
        esac
    done
    if [ -n "$words" ]; then
        say "dotnet does not start with $root/global.json. It says:"
        printf '%s\n' "$words" >&2
        return 1
    fi
    fetch_sdk || return 1
    dotnet=$root/artifacts/sdk/dotnet
    if ! output=$(cd "$root" && sdk --version 2>&1); then
        say "the fetched .NET SDK does not start. It says:"
        printf '%s\n' "$output" | head -n 5 >&2
        return 1
    fi
    remember_sdk
}

# Later starts use it without asking again. Programs that are started here find it, too, where it is not the system's own.
remember_sdk() {
    mkdir -p "$state"
    printf '%s\n' "$dotnet" >"$state/dotnet"
    if [ "$dotnet" != "$(command -v dotnet || true)" ]; then
        DOTNET_ROOT=$(dirname -- "$dotnet")
        PATH=$DOTNET_ROOT:$PATH
        export DOTNET_ROOT PATH
    fi
}

no_sdk() {
    say "the .NET 10 SDK is not installed (found: $(installed_sdks)). Get it from $sdk_page and start this again."
}

installed_sdks() {
    found=$(dotnet=$(command -v dotnet) && sdk --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')
    printf '%s' "${found:-none}" | sed 's/ *$//'
}

# Fetches the SDK that global.json names into artifacts/sdk. Microsoft's install script names the archive for this system. The archive is
# fetched here, because the script shows no progress and starts over each time. BUNRAKU_SDK_FEED names a mirror of script and archives.
fetch_sdk() {
    download=$root/artifacts/sdk-download
    script=$download/dotnet-install.sh
    feed=${BUNRAKU_SDK_FEED:-}
    version=$(sed -n 's/.*"version" *: *"\([^"]*\)".*/\1/p' "$root/global.json" | head -n 1)
    if [ "${BUNRAKU_NO_DOWNLOAD:-}" = 1 ] || [ -z "$version" ] || ! command -v tar >/dev/null 2>&1 || ! command -v bash >/dev/null 2>&1; then
        no_sdk
        return 1
    fi
    mkdir -p "$download"
    rm -f "$script"
    if ! get "${feed:-https://dot.net/v1}/dotnet-install.sh" "$script" quietly 2>/dev/null; then
        no_sdk
        return 1
    fi
    link=$(bash "$script" --dry-run --version "$version" --install-dir "$root/artifacts/sdk" ${feed:+--azure-feed "$feed"} 2>/dev/null |
        grep -o 'https\{0,1\}://[^" ]*\.tar\.gz' | head -n 1)
    size=$(length "$link")
    if [ -z "$size" ]; then
        no_sdk
        return 1
    fi
    archive=$download/${link##*/}
    say "the .NET 10 SDK is not installed: fetching version $version ($((size / 1000000 + 1)) MB) into artifacts/sdk; BUNRAKU_NO_DOWNLOAD=1 prevents this ..."
    [ "$(bytes "$archive")" -le "$size" ] || rm -f "$archive"
    [ "$(bytes "$archive")" = "$size" ] || get "$link" "$archive" || true
    if [ "$(bytes "$archive")" != "$size" ]; then
        say "the download stopped at $(($(bytes "$archive") / 1000000)) of $((size / 1000000 + 1)) MB. Start this again to continue."
        return 1
    fi
    rm -rf "$download/sdk"
    mkdir -p "$download/sdk"
    if ! tar -xzf "$archive" -C "$download/sdk" 2>/dev/null; then
        rm -f "$archive"
        say "the downloaded .NET SDK could not be unpacked: it is damaged, or the disk is full. Start this again to fetch it again."
        return 1
    fi
    rm -rf "$root/artifacts/sdk"
    mv "$download/sdk" "$root/artifacts/sdk"
    rm -rf "$download"
}

bytes() { if [ -f "$1" ]; then wc -c <"$1" | tr -d ' '; else echo 0; fi; }

# The length of the file at the address $1, or nothing.
length() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsIL --connect-timeout 15 "$1" 2>/dev/null
    else
        wget -q -S --spider -T 15 "$1" 2>&1
    fi | tr -d '\r' | sed -n 's/^ *[Cc]ontent-[Ll]ength: *//p' | tail -n 1
}

# Fetches the address $1 into the file $2, after what an earlier try left there. With progress on a terminal, unless $3 is given.
get() {
    if [ -t 2 ] && [ -z "${3:-}" ]; then progress=yes; else progress=; fi
    if command -v curl >/dev/null 2>&1; then
        if [ -n "$progress" ]; then progress=--progress-bar; else progress=-sS; fi
        code=0
        curl -fL $progress --connect-timeout 15 -C - -o "$2" "$1" || code=$?
        if [ $code = 33 ]; then # The server sends whole files only.
            rm -f "$2"
            curl -fL $progress --connect-timeout 15 -o "$2" "$1" || return 1
        fi
        [ $code = 0 ] || [ $code = 33 ]
    elif command -v wget >/dev/null 2>&1; then
        if [ -n "$progress" ]; then progress=; else progress=-q; fi
        # shellcheck disable=SC2086
        wget $progress -c -T 15 -O "$2" "$1"
    else
        return 1
    fi
}
