using Bunraku.Core.Models;

namespace Bunraku.Core.Plugins;

/// <summary>What libtorch can compute on here, found without loading it.</summary>
public static class TorchDevices
{
    /// <summary>Whether the plug-in for libtorch and the machine's driver can use a CUDA card.</summary>
    public static bool HasCuda { get; } = HasDriver() && HasLibrary();

    private static bool HasDriver() => File.Exists(OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "nvcuda.dll") : "/proc/driver/nvidia/version");

    /// <summary>By the names of its files, because loading it takes seconds and hundreds of megabytes.</summary>
    private static bool HasLibrary()
    {
        try
        {
            return TorchPlugin.Libraries is { } folder && TorchRuntime.HasCudaLibraries(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
