using System.Runtime.InteropServices;
using Bunraku.Torch.Native;
using TorchSharp;

namespace Bunraku.Torch.Tests.Native;

/// <summary>What the process holds, after a garbage collection and after the C library has given back what is free.</summary>
/// <param name="Tensors">TorchSharp's tensors that are alive on the libtorch thread.</param>
/// <param name="BytesInUse">What the C library has given out and not got back; 0 where it does not tell (it does with glibc 2.33 and later).</param>
/// <param name="BytesResident">Memory of the process.</param>
internal sealed partial record MemoryUse(long Tensors, long BytesInUse, long BytesResident)
{
    public static MemoryUse Now()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive); // Gives back what the tests before left free: it is not this test's.
            GC.WaitForPendingFinalizers();
        }

        long tensors = TorchThread.Run(() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        LibTorch.ReturnMemory();
        return new MemoryUse(tensors, CountBytesInUse(), Environment.WorkingSet);
    }

    /// <summary>Lets the peak of the process start from now, where the system can do that: what other tests needed before is not this test's.</summary>
    public static void ForgetPeak()
    {
        _ = Now();
        const string References = "/proc/self/clear_refs";
        if (File.Exists(References))
        {
            File.WriteAllText(References, "5"); // See proc_pid_clear_refs(5): resets the peak resident set size.
        }
    }

    public override string ToString() => FormattableString.Invariant($"{Tensors} tensors, {BytesInUse / 1048576.0:F1} MB in use, {BytesResident >> 20} MB resident");

    private static long CountBytesInUse()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        try
        {
            MallInfo info = MallInfo2();
            return (long)(info.InUse + info.Mapped);
        }
        catch (EntryPointNotFoundException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MallInfo MallInfo2();

    /// <summary>glibc's <c>struct mallinfo2</c>: ten fields of a machine word.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private struct MallInfo
    {
        [FieldOffset(32)]
        public nuint Mapped;

        [FieldOffset(56)]
        public nuint InUse;
    }
}
