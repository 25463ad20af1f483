using System.Runtime.InteropServices;
using System.Text;
using Bunraku.Core.Files;

namespace Bunraku.Torch.Native;

/// <summary>Makes TorchSharp's library loadable on Linux systems with an older libstdc++, in the plug-in's own folder and nowhere else.</summary>
internal static class LinuxLibraries
{
    private const string LibraryName = "libLibTorchSharp.so";
    private const string StandardLibrary = "libstdc++.so.6";

    /// <summary>
    /// Applies <see cref="VersionNeedPatch"/> to the copy of the library in a folder, where this system needs it and it has not been done. The new
    /// file takes the old one's place whole, so that a package cache that shares its content is not touched.
    /// </summary>
    /// <param name="folder">The folder of TorchSharp's assembly.</param>
    /// <exception cref="InvalidDataException">The library is not the expected one.</exception>
    /// <exception cref="IOException">The library cannot be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not this user's to write to.</exception>
    public static void Mend(string folder)
    {
        string[] places = [Path.Combine(folder, LibraryName), Path.Combine(folder, "runtimes", "linux-x64", "native", LibraryName)];
        if (places.FirstOrDefault(File.Exists) is not { } library || SystemProvides(VersionNeedPatch.NewVersion))
        {
            return;
        }

        byte[] content = File.ReadAllBytes(library);
        if (!VersionNeedPatch.IsNeeded(content))
        {
            return;
        }

        VersionNeedPatch.Apply(content);
        string temporary = $"{library}.{Guid.NewGuid():N}.partial";
        try
        {
            File.WriteAllBytes(temporary, content);
            PatientMove.File(temporary, library, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Whether the libstdc++ of this process has a symbol version. Where none can be found, nothing is to be fixed for it.</summary>
    private static bool SystemProvides(string version)
    {
        if (!NativeLibrary.TryLoad(StandardLibrary, out _))
        {
            return true;
        }

        string? path = File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .FirstOrDefault(mapped => mapped.Contains("libstdc++.so", StringComparison.Ordinal));
        return path is null || File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.ASCII.GetBytes(version + '\0')) >= 0;
    }
}
