@echo off
rem Starts Bunraku, building it first where a source changed since the last build. "bunraku bench" has an executable of its own, and what needs
rem libtorch is a plug-in that is built when a command first wants it, or by "bunraku build-torch [cpu|cuda]".
setlocal
set "ROOT=%~dp0"
set "STATE=%ROOT%artifacts\launcher"
rem Studio builds the plug-in by it.
set "BUNRAKU_LAUNCHER=%~f0"
if /i "%~1"=="build-torch" goto torchonly
set "WANTSTORCH="
set "HASTORCH="
set "FIRST=%~1"
if exist "%ROOT%artifacts\bin\Bunraku.Torch\release\Bunraku.Torch.dll" set "HASTORCH=1"
rem The same rules as in the shell script. Where the plug-in was built once, it is also kept up to date for commands that may want it.
if /i "%FIRST%"=="teacher-pose" set "WANTSTORCH=1"
if /i "%FIRST%"=="full-manual-poser" set "WANTSTORCH=1"
if /i "%FIRST%"=="distiller" set "WANTSTORCH=%HASTORCH%"
if /i "%FIRST%"=="quality" set "WANTSTORCH=%HASTORCH%"
if /i "%FIRST%"=="studio" set "WANTSTORCH=%HASTORCH%"
if not defined FIRST set "WANTSTORCH=%HASTORCH%"
if defined FIRST if "%FIRST:~0,1%"=="-" set "WANTSTORCH=%HASTORCH%"
rem cmd takes "=" for a blank: --teacher=tha4 is two words here.
for %%a in (%*) do (
  for %%w in ("bench --teacher" "bench --training" "bench --distill" "distiller tha4" "distiller tha3-standard" "distiller torch" "quality tha4" "quality tha3-standard" "quality torch") do if /i "%~1 %%~a"==%%w set "WANTSTORCH=1"
  for %%w in ("info --machine" "info check" "models --machine" "models check") do if /i "%~1 %%~a"==%%w set "WANTSTORCH=%HASTORCH%"
  rem This family needs it for graphics cards only.
  for %%w in ("teacher-pose tha3-separable" "full-manual-poser tha3-separable") do if /i "%~1 %%~a"==%%w set "WANTSTORCH=%HASTORCH%"
)
if defined WANTSTORCH (
  call :torch
  if errorlevel 1 echo bunraku: continuing without libtorch 1>&2
)
rem The page that "export web" copies: C# for browsers.
set "PROPERTY=PublishPage=true"
set "PROJECT=Bunraku.Web"
set "FOLDER=src\Bunraku.Web"
set "PROGRAM=..\..\..\publish\Bunraku.Web\release\wwwroot\index.html"
if /i "%~1 %~2"=="export web" (
  call :build
  if errorlevel 1 exit /b 1
)
set "PROJECT=Bunraku.Cli"
set "FOLDER=src\Bunraku.Cli"
set "PROGRAM=bunraku.dll"
if /i "%~1"=="bench" (
  set "PROJECT=Bunraku.Benchmarks"
  set "FOLDER=bench\Bunraku.Benchmarks"
  set "PROGRAM=bunraku-bench.dll"
)
set "PROPERTY="
call :build
if errorlevel 1 exit /b 1

if /i not "%~1"=="bench" (
  "%DOTNET%" "%DLL%" %*
  exit /b
)
rem The rest of the line without its first word.
for /f "tokens=1,* delims= " %%a in ("%*") do "%DOTNET%" "%DLL%" %%b
exit /b

:torchonly
if not "%~2"=="" if /i not "%~2"=="cpu" if /i not "%~2"=="cuda" (
  echo bunraku: unknown libtorch "%~2". Use cpu ^(every computer^) or cuda ^(NVIDIA's graphics cards^). 1>&2
  exit /b 2
)
if not "%~2"=="" (
  if not exist "%STATE%" mkdir "%STATE%"
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
set "PROPERTY=Torch=%KIND%"

rem Builds the project where a source changed.
:build
set "DLL=%ROOT%artifacts\bin\%PROJECT%\release\%PROGRAM%"
powershell -NoProfile -ExecutionPolicy Bypass -File "%ROOT%launcher\build.ps1" "%PROJECT%" "%FOLDER%" "%PROGRAM%" %PROPERTY%
if errorlevel 1 exit /b 1
set /p DOTNET=<"%STATE%\dotnet"
exit /b 0
