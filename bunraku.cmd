@echo off
rem Starts Bunraku, building it first where a source is newer than the last build. "bunraku bench" has an executable of its own.
setlocal
set "ROOT=%~dp0"
where dotnet >nul 2>nul
if errorlevel 1 (
  echo bunraku: the .NET 10 SDK is not installed. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and start this again. 1>&2
  exit /b 1
)
set "PROJECT=Bunraku.Cli"
set "FOLDER=src\Bunraku.Cli"
set "PROGRAM=bunraku.dll"
if /i "%~1"=="bench" (
  set "PROJECT=Bunraku.Benchmarks"
  set "FOLDER=bench\Bunraku.Benchmarks"
  set "PROGRAM=bunraku-bench.dll"
)
set "STATE=%ROOT%artifacts\launcher"
set "BUILT=%STATE%\%PROJECT%.built"
set "DLL=%ROOT%artifacts\bin\%PROJECT%\release\%PROGRAM%"
if not exist "%DLL%" goto build
if not exist "%BUILT%" goto build
powershell -NoProfile -Command "$t=(Get-Item -LiteralPath $env:BUILT).LastWriteTimeUtc; $f=Get-ChildItem -LiteralPath ($env:ROOT+'src'),($env:ROOT+$env:FOLDER),($env:ROOT+'Directory.Build.props'),($env:ROOT+'Directory.Packages.props'),($env:ROOT+'global.json') -Recurse | Where-Object { $_.LastWriteTimeUtc -gt $t -and $_.FullName -notmatch '\\node_modules\\' } | Select-Object -First 1; if ($f) { exit 1 }"
if not errorlevel 1 goto run

:build
echo bunraku: building %PROJECT% (a first start fetches its packages: about a minute) ... 1>&2
if not exist "%STATE%" mkdir "%STATE%"
type nul > "%STATE%\%PROJECT%.building"
dotnet build "%ROOT%%FOLDER%\%PROJECT%.csproj" -c Release -v quiet --nologo --disable-build-servers > "%STATE%\%PROJECT%.log" 2>&1
if not errorlevel 1 goto built
type "%STATE%\%PROJECT%.log" 1>&2
echo bunraku: the build failed; all of its output is in "%STATE%\%PROJECT%.log" 1>&2
exit /b 1

:built
move /y "%STATE%\%PROJECT%.building" "%BUILT%" >nul

:run
if /i not "%~1"=="bench" (
  dotnet "%DLL%" %*
  exit /b
)
rem The rest of the line without its first word.
for /f "tokens=1,* delims= " %%a in ("%*") do dotnet "%DLL%" %%b
