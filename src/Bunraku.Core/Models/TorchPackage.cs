using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Bunraku.Core.Models;

/// <summary>The packages of libtorch for processors, one for each kind of system. TorchSharp asks for exactly this version.</summary>
internal static class TorchPackage
{
    /// <summary>libtorch's version.</summary>
    public const string Version = "2.10.0";

    /// <summary>By .NET's name of the system: the package's bytes and SHA-256, and the bytes of what is in it.</summary>
    private static readonly FrozenDictionary<string, (long Length, string Sha256, long Unpacked)> Packages = new Dictionary<string, (long, string, long)>
    {
        ["linux-x64"] = (128_200_806, "e821a8a2db5b3e726fbe4321f36a9e8934f1e9f2849424063d21aafe4b6e11d1", 498_006_380),
        ["win-x64"] = (79_854_046, "2e47e5ece75500f1029e803d298c7d67d97d3e1c08ac629f554310743a3b2b40", 267_909_856),
        ["win-arm64"] = (41_962_447, "497250203ae1bffa8f0aafd6f72446665d61b900941a95d678b66cc3338c99a0", 153_715_712),
        ["osx-arm64"] = (56_910_439, "69664e38dab1917d2573017bd36120da59bc5e9fd7c246c250b1c5af6a370579", 245_113_008),
    }.ToFrozenDictionary();

    /// <summary>
    /// .NET's name of this machine. The runtime's own name will not do: a distribution's .NET says debian.13-x64 where Microsoft's says linux-x64.
    /// </summary>
    public static readonly string Machine = SystemName(RuntimeInformation.RuntimeIdentifier, RuntimeInformation.ProcessArchitecture);

    /// <summary>That of this machine; null where there is none (Linux on ARM, musl, Macs with Intel processors).</summary>
    public static PublishedModel? OfMachine { get; } = Of(Machine);

    /// <summary>The room that its libraries take on this machine, in bytes; 0 where there is no package.</summary>
    public static long UnpackedBytes { get; } = Packages.GetValueOrDefault(Machine).Unpacked;

    /// <summary>The name of a system that packages have, such as linux-x64, from the one that its runtime was built for.</summary>
    internal static string SystemName(string runtime, Architecture architecture) =>
        OperatingSystem.IsLinux() && !runtime.Contains("musl", StringComparison.Ordinal) && !runtime.StartsWith("alpine", StringComparison.Ordinal)
            ? $"linux-{architecture.ToString().ToLowerInvariant()}"
            : runtime;

    /// <summary>That of a system by .NET's name, such as win-x64; null where there is none.</summary>
    public static PublishedModel? Of(string system)
    {
        if (!Packages.TryGetValue(system, out (long Length, string Sha256, long Unpacked) package))
        {
            return null;
        }

        string id = $"libtorch-cpu-{system}";
        return new PublishedModel
        {
            Name = TorchRuntime.Name,
            FileName = $"{id}.{Version}.nupkg",
            Purpose = "computes the teacher's networks",
            Origin = "PyTorch (packed by the .NET Foundation for NuGet), BSD and MIT licences",
            Address = new Uri($"https://api.nuget.org/v3-flatcontainer/{id}/{Version}/{id}.{Version}.nupkg"),
            Length = package.Length,
            Sha256 = package.Sha256,
        };
    }
}
