# The Windows twin of ./test: builds and runs all tests. The options are those of ./test; what follows goes to the xunit runner.
# The last line is the sum over all projects: N passed, N failed, N skipped.
$root = Split-Path $PSScriptRoot
function Say($text) { Write-Host "test: $text" }
. (Join-Path $root 'launcher/sdk.ps1')
Set-Location -LiteralPath $root

$options = @(); $slowest = $false
$given = @($args)
for ($i = 0; $i -lt $given.Count; $i++) {
    if ($given[$i] -eq '--quick') { $options += '-trait-', 'Category=Slow', '-trait-', 'Category=Browser', '-trait-', 'Category=Benchmark' }
    elseif ($given[$i] -eq '--golden') { $options += '-trait', 'Category=Golden' }
    elseif ($given[$i] -eq '--shared') { $env:BUNRAKU_CASES = 'further'; $options += '-trait', 'Category=Further' }
    elseif ($given[$i] -eq '--slowest') { $slowest = $true }
    elseif ($given[$i] -like '-*') { $options += $given[$i..($given.Count - 1)]; break }
    else { $options += '-method', "*$($given[$i])*" }
}

if (-not (Select-Sdk)) { exit 1 }
Say 'building ...'
Invoke-Sdk build Bunraku.slnx -c Release -v quiet --nologo --disable-build-servers -noAutoResponse
if ($LASTEXITCODE -ne 0) { exit 1 }
$reports = 'artifacts/test-reports'
if (Test-Path $reports) { Remove-Item -Recurse $reports }
New-Item -ItemType Directory $reports | Out-Null

$passed = 0; $failed = 0; $skipped = 0
$projects = @(Get-ChildItem tests -Directory -Filter '*.Tests') + @(Get-Item tests/Bunraku.EndToEnd)
foreach ($project in $projects) {
    $name = $project.Name
    $report = "$reports/$name.xml"
    $runner = @("artifacts/bin/$name/release/$name.exe", "artifacts/bin/$name/release/$name") | Where-Object { Test-Path $_ } | Select-Object -First 1
    $clock = [Diagnostics.Stopwatch]::StartNew()
    & (Resolve-Path $runner).Path -noLogo -result-xml $report @options
    $code = $LASTEXITCODE
    if (-not (Test-Path $report)) {
        Say "$name wrote no report (exit code $code)"
        $failed++
        continue
    }
    $counts = ([xml](Get-Content -Raw $report)).assemblies.assembly
    $projectFailed = [int]$counts.failed + [int]$counts.errors
    $ran = [int]$counts.passed + $projectFailed + [int]$counts.skipped
    Say "${name}: $ran tests in $([int]$clock.Elapsed.TotalSeconds) s"
    if ($code -ne 0 -and $projectFailed -eq 0) {
        Say "$name ended with exit code $code although no test failed"
        $projectFailed = 1
    }
    elseif ($ran -eq 0 -and $options.Count -eq 0) {
        Say "$name has run no test"
        $projectFailed = 1
    }
    $passed += [int]$counts.passed; $failed += $projectFailed; $skipped += [int]$counts.skipped
}
if ($slowest) {
    Say 'the slowest tests:'
    Get-ChildItem $reports -Filter '*.xml' | ForEach-Object { ([xml](Get-Content -Raw $_.FullName)).SelectNodes('//test') } |
        Sort-Object { [double]$_.time } -Descending | Select-Object -First 10 | ForEach-Object { Write-Host "$($_.time) s  $($_.name)" }
}
if ($passed + $failed + $skipped -eq 0) {
    Say 'no test was selected'
    $failed = 1
}
Write-Host "$passed passed, $failed failed, $skipped skipped"
if ($failed -ne 0) { exit 1 }
