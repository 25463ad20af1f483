# The Windows twin of sdk.sh: finds the .NET SDK that global.json asks for, or fetches it, and runs it. $root and Say are the caller's.

$state = Join-Path $root 'artifacts/launcher'
$sdkPage = 'https://dotnet.microsoft.com/download/dotnet/10.0'

# Runs $dotnet with the variables that it needs and no others: MSBuild takes each of the others as a property (Platform, OutputPath, ...).
function Invoke-Sdk {
    $kept = '^(PATH|PATHEXT|HOME|HOMEDRIVE|HOMEPATH|USER|USERNAME|USERPROFILE|LOGNAME|SystemRoot|SystemDrive|windir|ComSpec|TEMP|TMP|TMPDIR|TZ|LANG|LC_.*' +
        '|(LOCAL)?APPDATA|ALLUSERSPROFILE|ProgramData|Program(Files|W6432).*|CommonProgram.*|NUMBER_OF_PROCESSORS|OS|PSModulePath|PROCESSOR_.*' +
        '|DOTNET_.*|NUGET_.*|SSL_CERT_.*|NODE_.*|npm_config_.*|.*_proxy)$'
    $removed = @{}
    foreach ($entry in @(Get-ChildItem Env:)) {
        if ($entry.Name -notmatch $kept) {
            $removed[$entry.Name] = $entry.Value
            Remove-Item -LiteralPath "Env:$($entry.Name)"
        }
    }
    try {
        # Windows PowerShell takes each line of standard error for an error of its own.
        $ErrorActionPreference = 'Continue'
        & $dotnet @args 2>&1 | ForEach-Object { "$_" }
    }
    finally {
        foreach ($name in $removed.Keys) { Set-Item -LiteralPath "Env:$name" -Value $removed[$name] }
    }
}

# Sets $dotnet to the first one with an SDK that fits global.json. Else fetches one, or says what dotnet itself says.
function Select-Sdk {
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1 -ExpandProperty Source
    $candidates = @($onPath) + @(foreach ($folder in $env:DOTNET_ROOT, "$env:USERPROFILE/.dotnet", "$env:ProgramFiles/dotnet", (Join-Path $root 'artifacts/sdk')) {
            if ($folder) { (Join-Path $folder 'dotnet.exe'), (Join-Path $folder 'dotnet') }
        })
    $words = $null
    foreach ($candidate in $candidates) {
        if (-not $candidate -or -not (Test-Path -LiteralPath $candidate -PathType Leaf)) { continue }
        $script:dotnet = $candidate
        $output = @(Invoke-Sdk --version)
        if ($LASTEXITCODE -eq 0) {
            Save-Sdk $onPath
            return $true
        }
        if ("$output" -notmatch 'SDK was not found|No \.NET SDKs were found' -and -not $words) {
            $words = @("${candidate}: ") + @($output | Where-Object { $_ -notmatch '^ *(at |--- )' } | Select-Object -First 5)
        }
    }
    if ($words) {
        Say "dotnet does not start with $root/global.json. It says:"
        $words | ForEach-Object { [Console]::Error.WriteLine($_) }
        return $false
    }
    if (-not (Get-Sdk)) { return $false }
    $script:dotnet = @(foreach ($name in 'dotnet.exe', 'dotnet') { Join-Path $root "artifacts/sdk/$name" }) | Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1
    Save-Sdk $onPath
    return $true
}

# Later starts use it without asking again. Programs that are started here find it, too, where it is not the system's own.
function Save-Sdk($onPath) {
    New-Item -ItemType Directory -Force $state | Out-Null
    # In the console's encoding, in which bunraku.cmd reads it.
    [IO.File]::WriteAllBytes((Join-Path $state 'dotnet'), [Console]::OutputEncoding.GetBytes("$dotnet`n"))
    if ($dotnet -ne $onPath) {
        $env:DOTNET_ROOT = Split-Path $dotnet
        $env:PATH = $env:DOTNET_ROOT + [IO.Path]::PathSeparator + $env:PATH
    }
}

# Fetches the SDK that global.json names into artifacts/sdk. Microsoft's install script names the archive for this system. The archive is
# fetched here, because the script shows no progress and starts over each time. BUNRAKU_SDK_FEED names a mirror of script and archives.
function Get-Sdk {
    $download = Join-Path $root 'artifacts/sdk-download'
    $script = Join-Path $download 'dotnet-install.ps1'
    $feed = $env:BUNRAKU_SDK_FEED
    $version = (Get-Content -Raw (Join-Path $root 'global.json') | ConvertFrom-Json).sdk.version
    $curl = Get-Command curl.exe, curl -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    $missing = "the .NET 10 SDK is not installed. Get it from $sdkPage and start this again."
    if ($env:BUNRAKU_NO_DOWNLOAD -eq '1' -or -not $curl) { Say $missing; return $false }
    New-Item -ItemType Directory -Force $download | Out-Null
    $source = if ($feed) { $feed } else { 'https://dot.net/v1' }
    & $curl -fsSL --connect-timeout 15 -o $script "$source/dotnet-install.ps1" 2>$null
    if ($LASTEXITCODE -ne 0) { Say $missing; return $false }
    $options = @('-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', $script, '-DryRun', '-Version', $version, '-InstallDir', (Join-Path $root 'artifacts/sdk'))
    if ($feed) { $options += @('-AzureFeed', $feed) }
    $said = & (Get-Process -Id $PID).Path @options 6>&1 2>&1 | Out-String
    $link = [regex]::Match($said, 'https?://\S+?\.(zip|tar\.gz)').Value
    if (-not $link) { Say $missing; return $false }
    $head = & $curl -fsIL --connect-timeout 15 $link 2>$null | Out-String
    $size = [long]([regex]::Matches($head, '(?im)^content-length: *(\d+)') | Select-Object -Last 1).Groups[1].Value
    if (-not $size) { Say $missing; return $false }

    $archive = Join-Path $download ($link -split '/')[-1]
    $megabytes = [math]::Floor($size / 1e6) + 1
    Say "the .NET 10 SDK is not installed: fetching version $version ($megabytes MB) into artifacts/sdk; BUNRAKU_NO_DOWNLOAD=1 prevents this ..."
    if ((Get-Bytes $archive) -gt $size) { Remove-Item -LiteralPath $archive }
    if ((Get-Bytes $archive) -ne $size) { & $curl -fL --progress-bar --connect-timeout 15 -C - -o $archive $link }
    if ((Get-Bytes $archive) -ne $size) {
        Say "the download stopped at $([math]::Floor((Get-Bytes $archive) / 1e6)) of $megabytes MB. Start this again to continue."
        return $false
    }
    $unpacked = Join-Path $download 'sdk'
    if (Test-Path -LiteralPath $unpacked) { Remove-Item -Recurse -Force -LiteralPath $unpacked }
    New-Item -ItemType Directory $unpacked | Out-Null
    & tar -xf $archive -C $unpacked 2>$null
    if ($LASTEXITCODE -ne 0) {
        Remove-Item -LiteralPath $archive
        Say 'the downloaded .NET SDK could not be unpacked: it is damaged, or the disk is full. Start this again to fetch it again.'
        return $false
    }
    $target = Join-Path $root 'artifacts/sdk'
    if (Test-Path -LiteralPath $target) { Remove-Item -Recurse -Force -LiteralPath $target }
    Move-Item -LiteralPath $unpacked $target
    Remove-Item -Recurse -Force -LiteralPath $download
    return $true
}

function Get-Bytes($file) { if (Test-Path -LiteralPath $file) { (Get-Item -LiteralPath $file).Length } else { 0 } }
