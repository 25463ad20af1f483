using System.Runtime.InteropServices;

namespace Bunraku.Torch.Native;

/// <summary>
/// Switches oneDNN off and on for the whole process: <c>at::globalContext().setUserEnabledMkldnn</c>, which TorchSharp does not offer. oneDNN reads
/// <c>ONEDNN_MAX_CPU_ISA</c> only at its first use, so a lower instruction set cannot be chosen after a check has failed.
/// </summary>
internal static unsafe class OneDnn
{
    /// <summary>The compilers' names of <c>at::globalContext()</c> and of the method: those of GCC and Clang, then that of Visual C++.</summary>
    private static readonly (string Context, string Set)[] Names =
    [
        ("_ZN2at13globalContextEv", "_ZN2at7Context20setUserEnabledMkldnnEb"),
        ("?globalContext@at@@YAAEAVContext@1@XZ", "?setUserEnabledMkldnn@Context@at@@QEAAX_N@Z"),
    ];

    private static readonly string[] Libraries = ["libtorch_cpu.so", "torch_cpu.dll", "libtorch_cpu.dylib"];

    /// <summary>Switches it.</summary>
    /// <returns>False where this libtorch has no such switch.</returns>
    public static bool TrySet(bool enabled)
    {
        foreach (string library in Libraries)
        {
            // libtorch is loaded already, so its name alone finds it.
            if (!NativeLibrary.TryLoad(library, out nint handle))
            {
                continue;
            }

            foreach ((string context, string set) in Names)
            {
                if (NativeLibrary.TryGetExport(handle, context, out nint getContext) && NativeLibrary.TryGetExport(handle, set, out nint setEnabled))
                {
                    ((delegate* unmanaged<void*, byte, void>)setEnabled)(((delegate* unmanaged<void*>)getContext)(), enabled ? (byte)1 : (byte)0);
                    return true;
                }
            }
        }

        return false;
    }
}
