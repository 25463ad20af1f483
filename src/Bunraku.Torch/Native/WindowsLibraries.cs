using System.Diagnostics;
using Bunraku.Core.Errors;

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

    /// <summary>Sentences that say what to install; null where nothing is missing, and on other systems.</summary>
    public static Phrase? Advice() => OperatingSystem.IsWindows() ? Advice(VersionOf) : null;

    /// <summary>The same for a system whose libraries have these versions; null stands for a missing one.</summary>
    internal static Phrase? Advice(Func<string, Version?> versionOf)
    {
        return Runtime.Where(name => versionOf(name) is null).ToArray() is { Length: > 0 } missing
            ? Phrase.Of($"Microsoft's Visual C++ runtime is not installed ({string.Join(", ", missing)} missing). Install it from https://aka.ms/vs/17/release/vc_redist.x64.exe (on ARM: vc_redist.arm64.exe) and start Bunraku again.")
            : versionOf(Runtime[0]) is { } version && version < Needed
            ? Phrase.Of($"Microsoft's Visual C++ runtime is too old ({version.ToString(2)}, {Needed} is needed). Install it from https://aka.ms/vs/17/release/vc_redist.x64.exe (on ARM: vc_redist.arm64.exe) and start Bunraku again.")
            : null;
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
