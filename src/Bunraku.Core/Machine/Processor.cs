using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Bunraku.Core.Machine;

/// <summary>The processor of this computer.</summary>
public static class Processor
{
    /// <summary>Its name as the maker gives it, with family and model on x86; else the architecture.</summary>
    public static string Name { get; } = X86Base.IsSupported ? ReadX86() : $"{RuntimeInformation.ProcessArchitecture} processor";

    /// <summary>The widest vector instructions that this process can use.</summary>
    public static string Vectors { get; } = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : Sse41.IsSupported ? "SSE4.1" : AdvSimd.IsSupported ? "NEON" : "no vectors";

    /// <summary>Whether it has instructions for products in bfloat16: AVX512_BF16 or AMX-BF16.</summary>
    public static bool HasBFloat16 { get; } = Avx512F.IsSupported && ReadBFloat16();

    /// <summary>By the CPUID instruction. Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2A.</summary>
    private static bool ReadBFloat16()
    {
        const int FeatureLeaf = 7;
        if (X86Base.CpuId(0, 0).Eax < FeatureLeaf)
        {
            return false;
        }

        (int lastSubleaf, _, _, int features) = X86Base.CpuId(FeatureLeaf, 0);
        bool hasAmx = (features & (1 << 22)) != 0;
        return hasAmx || (lastSubleaf >= 1 && (X86Base.CpuId(FeatureLeaf, 1).Eax & (1 << 5)) != 0);
    }

    /// <summary>By the CPUID instruction. Source: AMD64 Architecture Programmer's Manual, volume 3, appendix E.</summary>
    private static string ReadX86()
    {
        const int FirstNameLeaf = unchecked((int)0x8000_0002);
        const int NameLeaves = 3;
        (int signature, _, _, _) = X86Base.CpuId(1, 0);
        int family = (signature >> 8) & 0xF;
        int model = (signature >> 4) & 0xF;
        if (family is 6 or 15)
        {
            model |= (signature >> 12) & 0xF0;
        }

        if (family == 15)
        {
            family += (signature >> 20) & 0xFF;
        }

        Span<int> name = stackalloc int[4 * NameLeaves];
        for (int i = 0; i < NameLeaves; i++)
        {
            (name[4 * i], name[(4 * i) + 1], name[(4 * i) + 2], name[(4 * i) + 3]) = X86Base.CpuId(FirstNameLeaf + i, 0);
        }

        string text = Encoding.ASCII.GetString(MemoryMarshal.AsBytes(name)).TrimEnd('\0').Trim();
        return $"{(text.Length == 0 ? "x86 processor" : text)} (family {family}, model {model})";
    }
}
