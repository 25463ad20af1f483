using System.Runtime.InteropServices;

namespace Bunraku.Torch.Native;

/// <summary>
/// Switches libraries inside libtorch off and on for the whole process, by methods of <c>at::globalContext()</c> that TorchSharp does not offer.
/// </summary>
internal static unsafe class LibTorchSwitches
{
    private static readonly string[] Libraries = ["libtorch_cpu.so", "torch_cpu.dll", "libtorch_cpu.dylib"];

    /// <summary>
    /// Switches oneDNN, which computes most convolutions. It reads <c>ONEDNN_MAX_CPU_ISA</c> only at its first use, so a lower instruction set cannot be chosen after a check has failed.
    /// </summary>
    /// <returns>False where this libtorch has no such switch.</returns>
    public static bool TrySetOneDnn(bool enabled) => TrySet("_ZN2at7Context20setUserEnabledMkldnnEb", "?setUserEnabledMkldnn@Context@at@@QEAAX_N@Z", enabled);

    /// <summary>Switches NNPACK, which computes what oneDNN leaves. On processors that it does not know it writes a warning at every convolution.</summary>
    /// <inheritdoc cref="TrySetOneDnn" path="/returns"/>
    public static bool TrySetNnpack(bool enabled) => TrySet("_ZN2at7Context20setUserEnabledNNPACKEb", "?setUserEnabledNNPACK@Context@at@@QEAAX_N@Z", enabled);

    /// <param name="name">The name that GCC and Clang give to the method.</param>
    /// <param name="windowsName">The name that Visual C++ gives to it.</param>
    /// <param name="enabled">What the method is called with.</param>
    private static bool TrySet(string name, string windowsName, bool enabled) =>
        TrySetIn("_ZN2at13globalContextEv", name, enabled) || TrySetIn("?globalContext@at@@YAAEAVContext@1@XZ", windowsName, enabled);

    private static bool TrySetIn(string contextName, string setName, bool enabled)
    {
        foreach (string library in Libraries)
        {
            // libtorch is loaded already, so its name alone finds it.
            if (NativeLibrary.TryLoad(library, out nint handle)
                && NativeLibrary.TryGetExport(handle, contextName, out nint getContext)
                && NativeLibrary.TryGetExport(handle, setName, out nint setEnabled))
            {
                ((delegate* unmanaged<void*, byte, void>)setEnabled)(((delegate* unmanaged<void*>)getContext)(), enabled ? (byte)1 : (byte)0);
                return true;
            }
        }

        return false;
    }
}
