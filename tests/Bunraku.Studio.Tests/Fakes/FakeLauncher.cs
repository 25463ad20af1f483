namespace Bunraku.Studio.Tests.Fakes;

/// <summary>A program in place of the launcher.</summary>
internal static class FakeLauncher
{
    /// <summary>Writes it; skips the running test on Windows, whose launcher is another.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="script">What it does when it is to build the plug-in, for the shell.</param>
    public static string Write(string folder, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The launcher for Windows is bunraku.cmd.");
        string path = Path.Combine(folder, "launcher");
        File.WriteAllText(path, $"#!/bin/sh\ntest \"$1\" = build-torch || exit 9\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }
}
