using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Bunraku.Siren.SelfTest;

/// <summary>The name of the processor, for messages.</summary>
internal static class ProcessorName
{
    private const int FirstBrandLeaf = unchecked((int)0x80000002);

    /// <summary>The name with family and model, or the architecture where the processor tells no name.</summary>
    public static string Value { get; } = X86Base.IsSupported ? FromCpuId() : RuntimeInformation.ProcessArchitecture.ToString();

    private static string FromCpuId()
    {
        int signature = X86Base.CpuId(1, 0).Eax;
        int family = (signature >> 8) & 15, model = (signature >> 4) & 15;
        (family, model) = family switch
        {
            15 => (15 + ((signature >> 20) & 255), model + ((signature >> 12) & 240)),
            6 => (family, model + ((signature >> 12) & 240)),
            _ => (family, model),
        };
        Span<byte> brand = stackalloc byte[48];
        bool isNamed = (uint)X86Base.CpuId(int.MinValue, 0).Eax >= 0x80000004;
        for (int leaf = 0; isNamed && leaf < 3; leaf++)
        {
            (int a, int b, int c, int d) = X86Base.CpuId(FirstBrandLeaf + leaf, 0);
            MemoryMarshal.AsBytes<int>([a, b, c, d]).CopyTo(brand[(16 * leaf)..]);
        }

        string name = Encoding.ASCII.GetString(brand).TrimEnd('\0').Trim();
        return $"{(name.Length > 0 ? name : "unnamed processor")}, family {family}, model {model}";
    }
}
