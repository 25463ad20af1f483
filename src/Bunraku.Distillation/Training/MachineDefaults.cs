using Bunraku.Core.Plugins;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Training;

/// <summary>How a new project is trained on this machine: the full schedule takes a day or two on a graphics card, and weeks on a processor.</summary>
public static class MachineDefaults
{
    /// <summary>Whether the plug-in for libtorch and the machine's driver can use a CUDA card.</summary>
    public static bool HasCuda { get; } = HasDriver() && HasLibrary();

    /// <summary>A configuration with the preset and the engine for this machine; all other fields stay.</summary>
    public static DistillationConfig ApplyTo(DistillationConfig config) => ApplyTo(config, HasCuda);

    internal static TrainingPreset PresetFor(bool hasCuda) => hasCuda ? TrainingPresets.Full : TrainingPresets.Standard;

    internal static DistillationConfig ApplyTo(DistillationConfig config, bool hasCuda) =>
        PresetFor(hasCuda).ApplyTo(config) with { Backend = hasCuda ? "torch" : config.Backend };

    private static bool HasDriver() => File.Exists(OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "nvcuda.dll") : "/proc/driver/nvidia/version");

    /// <summary>By the names of its files, because loading it takes seconds and hundreds of megabytes.</summary>
    private static bool HasLibrary()
    {
        try
        {
            return TorchPlugin.Libraries is { } folder && Directory.EnumerateFiles(folder, "*torch_cuda*", SearchOption.AllDirectories).Any();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
