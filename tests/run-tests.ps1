# The Windows twin of ./test: builds and runs all tests. First argument --golden: only the data-driven golden tests; the rest goes to
# the xunit runner. The last line is the sum over all projects: N passed, N failed, N skipped.
Set-Location (Join-Path $PSScriptRoot '..')
$options = @($args)
if ($options.Count -gt 0 -and $options[0] -eq '--golden') {
    $options = @('-trait', 'Category=Golden') + @($options | Select-Object -Skip 1)
}
$reports = 'artifacts\test-reports'
dotnet build Bunraku.slnx -c Release -v quiet --nologo -nodeReuse:false
if ($LASTEXITCODE -ne 0) { exit 1 }
if (Test-Path $reports) { Remove-Item -Recurse $reports }
New-Item -ItemType Directory $reports | Out-Null

$passed = 0; $failed = 0; $skipped = 0
$projects = @(Get-ChildItem tests -Directory -Filter '*.Tests') + @(Get-Item tests\Bunraku.EndToEnd)
foreach ($project in $projects) {
    $name = $project.Name
    Write-Host "test: $name"
    $report = "$reports\$name.xml"
    & "artifacts\bin\$name\release\$name.exe" -noLogo -result-xml $report @options
    $code = $LASTEXITCODE
    if (-not (Test-Path $report)) {
        Write-Host "test: $name wrote no report (exit code $code)"
        $failed++
        continue
    }
    $counts = ([xml](Get-Content -Raw $report)).assemblies.assembly
    $projectFailed = [int]$counts.failed + [int]$counts.errors
    $ran = [int]$counts.passed + $projectFailed + [int]$counts.skipped
    if ($code -ne 0 -and $projectFailed -eq 0) {
        Write-Host "test: $name ended with exit code $code although no test failed"
        $projectFailed = 1
    }
    elseif ($ran -eq 0 -and $options.Count -eq 0) {
        Write-Host "test: $name has run no test"
        $projectFailed = 1
    }
    $passed += [int]$counts.passed; $failed += $projectFailed; $skipped += [int]$counts.skipped
}
if ($passed + $failed + $skipped -eq 0) {
    Write-Host 'test: no test was selected'
    $failed = 1
}
Write-Host "$passed passed, $failed failed, $skipped skipped"
if ($failed -ne 0) { exit 1 }
