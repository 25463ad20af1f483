using System.Diagnostics;

namespace Bunraku.Torch.Native;

/// <summary>Finds why libtorch cannot be loaded on Windows: its libraries need Microsoft's Visual C++ runtime, and a new one.</summary>
internal static class WindowsLibraries
{
    /// <summary>
    /// The runtime's version that libtorch's libraries were linked for, as their headers tell. An older one lacks functions, which Windows reports as error 127
    /// (0x8007007F), as in dotnet/TorchSharp#1567.
    /// </summary>
    public static readonly Version Needed = new(14, 42);

    private static readonly string[] Runtime = ["msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll"];

    /// <summary>A sentence that says what to install and ends with a blank; empty where nothing is missing, and on other systems.</summary>
    public static string Advice() => OperatingSystem.IsWindows() ? Advice(VersionOf) : "";

    /// <summary>The same for a system whose libraries have these versions; null stands for a missing one.</summary>
    internal static string Advice(Func<string, Version?> versionOf)
    {
        const string Get = "Install it from https://aka.ms/vs/17/release/vc_redist.x64.exe (on ARM: vc_redist.arm64.exe) and start Bunraku again. ";
        return Runtime.Where(name => versionOf(name) is null).ToArray() is { Length: > 0 } missing
            ? $"Microsoft's Visual C++ runtime is not installed ({string.Join(", ", missing)} missing). {Get}"
            : versionOf(Runtime[0]) is { } version && version < Needed
            ? $"Microsoft's Visual C++ runtime is too old ({version.ToString(2)}, {Needed} is needed). {Get}"
            : "";
    }

    private static Version? VersionOf(string name)
    {
        string path = Path.Combine(Environment.SystemDirectory, name);
        if (!File.Exists(path))
        {
            return null;
        }

        var info = FileVersionInfo.GetVersionInfo(path);
        return new Version(info.FileMajorPart, info.FileMinorPart);
    }
}
