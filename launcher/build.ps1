# Called by bunraku.cmd: builds the project where one of its sources changed, and leaves the path of dotnet in artifacts/launcher/dotnet.
#   build.ps1 PROJECT FOLDER PROGRAM [PROPERTY]   (a property of the build, such as Torch=cpu)
param([string]$project, [string]$folder, [string]$program, [string]$property)
$root = Split-Path $PSScriptRoot
function Say($text) { [Console]::Error.WriteLine("bunraku: $text") }
. (Join-Path $PSScriptRoot 'sdk.ps1')

$option = if ($property) { "-p:$property" } else { '' }
$built = Join-Path $state "$project.built"
$output = Join-Path $root "artifacts/bin/$project/release/$program"

# What the project is built from: its option, and "sum path" of each file. Contents decide, not clocks.
function Get-Sources {
    $option
    $hash = [Security.Cryptography.SHA256]::Create()
    $names = 'src', 'assets/characters', $folder, 'Directory.Build.props', 'Directory.Packages.props', 'global.json'
    $paths = $names | ForEach-Object { Join-Path $root $_ } | Where-Object { Test-Path -LiteralPath $_ }
    $files = Get-ChildItem -LiteralPath $paths -Recurse -File | Where-Object { $_.FullName.Substring($root.Length) -notmatch '[\\/](node_modules|bin|obj)[\\/]' }
    foreach ($file in $files.FullName | Sort-Object -Unique) {
        [BitConverter]::ToString($hash.ComputeHash([IO.File]::ReadAllBytes($file))) + ' ' + $file.Substring($root.Length)
    }
}

function Test-Stale($sources) {
    $dotnetFile = Join-Path $state 'dotnet'
    if (-not ((Test-Path -LiteralPath $output) -and (Test-Path -LiteralPath $built) -and (Test-Path -LiteralPath $dotnetFile))) { return $true }
    if (-not (Test-Path -LiteralPath ([Console]::OutputEncoding.GetString([IO.File]::ReadAllBytes($dotnetFile)).Trim()))) { return $true }
    return ($sources -join "`n") -ne ((Get-Content -LiteralPath $built) -join "`n")
}

# MSBuild goes by clocks: what changed gets the newest stamp of all, before the build, and after it for the strict build of test.cmd.
function Update-Stamps($sources) {
    $before = @(if (Test-Path -LiteralPath $built) { Get-Content -LiteralPath $built })
    foreach ($line in $sources | Where-Object { $_ -and $before -notcontains $_ -and $_ -match ' ' }) {
        try { [IO.File]::SetLastWriteTimeUtc((Join-Path $root ($line -replace '^\S* ', '')), [DateTime]::UtcNow) } catch { }
    }
}

function Build($sources) {
    if ($root -match '%[0-9A-Fa-f]{2}') {
        Say "cannot build in ${root}: MSBuild does not find files below a folder with `"%`" and two hexadecimal digits in its name. Rename the folder."
        return $false
    }
    if (-not (Select-Sdk)) { return $false }
    if ($project -eq 'Bunraku.Torch') {
        Say 'building the part that needs libtorch (the first time it fetches about 130 MB, 0.5 GB on the disk) ...'
    }
    else {
        Say "building $project (a first start fetches its packages: about a minute) ..."
    }
    foreach ($place in 'artifacts/obj', 'artifacts/bin') {
        Get-ChildItem -LiteralPath (Join-Path $root $place) -Recurse -File -ErrorAction SilentlyContinue |
            Where-Object { $_.LastWriteTimeUtc -gt [DateTime]::UtcNow } | ForEach-Object { $_.LastWriteTimeUtc = [DateTime]::UtcNow }
    }
    Update-Stamps $sources
    $log = Join-Path $state "$project.log"
    $options = @('-c', 'Release', '-v', 'quiet', '--nologo', '--disable-build-servers', '-noAutoResponse', '-p:TreatWarningsAsErrors=false', '-p:RunAnalyzers=false')
    if ($option) { $options += $option }
    $lines = @(Invoke-Sdk build (Join-Path $root "$folder/$project.csproj") @options)
    $code = $LASTEXITCODE
    [IO.File]::WriteAllLines($log, [string[]]$lines)
    if ($code -ne 0 -or -not (Test-Path -LiteralPath $output)) {
        $reasons = @($lines | Where-Object { $_ -match ': error ' } | Sort-Object -Unique | Select-Object -First 20)
        if ($reasons.Count -eq 0) { $reasons = @($lines | Select-Object -Last 20) }
        $reasons | ForEach-Object { [Console]::Error.WriteLine($_) }
        Say "the build failed (dotnet ended with code $code); all of its output is in $log"
        return $false
    }
    Update-Stamps $sources
    [IO.File]::WriteAllLines($built, [string[]]$sources)
    return $true
}

$sources = @(Get-Sources)
if (-not (Test-Stale $sources)) { exit 0 }
New-Item -ItemType Directory -Force $state | Out-Null

# One build at a time: a second start waits here for the first.
$lock = $null
while (-not $lock) {
    try { $lock = [IO.File]::Open((Join-Path $state 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') } catch [IO.IOException] { Start-Sleep -Milliseconds 500 }
}
try {
    $sources = @(Get-Sources)
    if ((Test-Stale $sources) -and -not (Build $sources)) { exit 1 }
}
finally { $lock.Dispose() }
exit 0
