@echo off
rem Builds and runs all tests; see the script for its options.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0tests\run-tests.ps1" %*
exit /b %errorlevel%
