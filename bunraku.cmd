@echo off
rem Starts Bunraku, building it first where a source is newer than the last build. "bunraku bench" has an executable of its own, and what needs
rem libtorch is a plug-in that is built when a command first wants it, or by "bunraku build-torch [cpu|cuda]".
setlocal
set "ROOT=%~dp0"
set "STATE=%ROOT%artifacts\launcher"
rem Studio builds the plug-in by it.
set "BUNRAKU_LAUNCHER=%~f0"
where dotnet >nul 2>nul
if errorlevel 1 (
  echo bunraku: the .NET 10 SDK is not installed. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and start this again. 1>&2
  exit /b 1
)
if /i "%~1"=="build-torch" goto torchonly
set "WANTSTORCH="
if /i "%~1"=="teacher-pose" set "WANTSTORCH=1"
if /i "%~1"=="full-manual-poser" set "WANTSTORCH=1"
if /i "%~1"=="distiller" if exist "%ROOT%artifacts\bin\Bunraku.Torch\release\Bunraku.Torch.dll" set "WANTSTORCH=1"
if /i "%~1"=="quality" if exist "%ROOT%artifacts\bin\Bunraku.Torch\release\Bunraku.Torch.dll" set "WANTSTORCH=1"
if /i "%~1"=="studio" if exist "%ROOT%artifacts\bin\Bunraku.Torch\release\Bunraku.Torch.dll" set "WANTSTORCH=1"
for %%a in (%*) do (
  if /i "%~1 %%~a"=="bench --teacher" set "WANTSTORCH=1"
  if /i "%~1 %%~a"=="bench --training" set "WANTSTORCH=1"
  if /i "%~1 %%~a"=="distiller tha4" set "WANTSTORCH=1"
  if /i "%~1 %%~a"=="distiller torch" set "WANTSTORCH=1"
  if /i "%~1 %%~a"=="info --machine" if exist "%ROOT%artifacts\bin\Bunraku.Torch\release\Bunraku.Torch.dll" set "WANTSTORCH=1"
  if /i "%~1 %%~a"=="models check" if exist "%ROOT%artifacts\bin\Bunraku.Torch\release\Bunraku.Torch.dll" set "WANTSTORCH=1"
)
if defined WANTSTORCH (
  call :torch
  if errorlevel 1 echo bunraku: going on without libtorch 1>&2
)
set "PROJECT=Bunraku.Cli"
set "FOLDER=src\Bunraku.Cli"
set "PROGRAM=bunraku.dll"
if /i "%~1"=="bench" (
  set "PROJECT=Bunraku.Benchmarks"
  set "FOLDER=bench\Bunraku.Benchmarks"
  set "PROGRAM=bunraku-bench.dll"
)
set "OPTIONS="
call :build
if errorlevel 1 exit /b 1

if /i not "%~1"=="bench" (
  dotnet "%DLL%" %*
  exit /b
)
rem The rest of the line without its first word.
for /f "tokens=1,* delims= " %%a in ("%*") do dotnet "%DLL%" %%b
exit /b

:torchonly
if not "%~2"=="" (
  if not exist "%STATE%" mkdir "%STATE%"
  if exist "%STATE%\Bunraku.Torch.built" del "%STATE%\Bunraku.Torch.built"
  echo %~2>"%STATE%\torch"
)
call :torch
if errorlevel 1 exit /b 1
echo bunraku: the plug-in for libtorch is built 1>&2
exit /b 0

:torch
set "PROJECT=Bunraku.Torch"
set "FOLDER=src\Bunraku.Torch"
set "PROGRAM=Bunraku.Torch.dll"
set "KIND=cpu"
if exist "%STATE%\torch" set /p KIND=<"%STATE%\torch"
set "OPTIONS=-p:Torch=%KIND%"

rem Builds the project where a source is newer than its last build.
:build
set "BUILT=%STATE%\%PROJECT%.built"
set "DLL=%ROOT%artifacts\bin\%PROJECT%\release\%PROGRAM%"
if not exist "%DLL%" goto buildnow
if not exist "%BUILT%" goto buildnow
powershell -NoProfile -Command "$t=(Get-Item -LiteralPath $env:BUILT).LastWriteTimeUtc; $f=Get-ChildItem -LiteralPath ($env:ROOT+'src'),($env:ROOT+$env:FOLDER),($env:ROOT+'Directory.Build.props'),($env:ROOT+'Directory.Packages.props'),($env:ROOT+'global.json') -Recurse | Where-Object { $_.LastWriteTimeUtc -gt $t -and $_.FullName -notmatch '\\node_modules\\' } | Select-Object -First 1; if ($f) { exit 1 }"
if not errorlevel 1 exit /b 0

:buildnow
if "%PROJECT%"=="Bunraku.Torch" (
  echo bunraku: building the part that needs libtorch ^(the first time it fetches about 130 MB, 0.5 GB on the disk^) ... 1>&2
) else (
  echo bunraku: building %PROJECT% ^(a first start fetches its packages: about a minute^) ... 1>&2
)
if not exist "%STATE%" mkdir "%STATE%"
type nul > "%STATE%\%PROJECT%.building"
dotnet build "%ROOT%%FOLDER%\%PROJECT%.csproj" -c Release -v quiet --nologo --disable-build-servers %OPTIONS% > "%STATE%\%PROJECT%.log" 2>&1
if not errorlevel 1 goto built
type "%STATE%\%PROJECT%.log" 1>&2
echo bunraku: the build failed; all of its output is in "%STATE%\%PROJECT%.log" 1>&2
exit /b 1

:built
move /y "%STATE%\%PROJECT%.building" "%BUILT%" >nul
exit /b 0
