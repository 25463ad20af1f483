using System.Runtime.InteropServices;
using Bunraku.Core.Errors;
using Bunraku.Core.Plugins;
using TorchSharp;

namespace Bunraku.Torch.Native;

/// <summary>Loads libtorch once, prepared for the system.</summary>
internal static partial class LibTorch
{
    private static readonly Lazy<Exception?> Failure = new(() => TorchThread.Run(Prepare));

    /// <summary>To be called before anything else of TorchSharp.</summary>
    /// <exception cref="BadInputException">libtorch cannot be loaded, for whatever reason.</exception>
    public static void Load()
    {
        if (Failure.Value is { } failure)
        {
            throw WindowsLibraries.Advice() is { } advice
                ? new BadInputException($"libtorch cannot be loaded on this computer, and the teacher needs it: {FirstLineOf(failure)} {advice} Everything else works without it. {TorchPlugin.HowToRepair}", failure)
                : new BadInputException($"libtorch cannot be loaded on this computer, and the teacher needs it: {FirstLineOf(failure)} Everything else works without it. {TorchPlugin.HowToRepair}", failure);
        }
    }

    /// <summary>Gives freed memory back to the system, which the tuned allocator hardly does by itself.</summary>
    public static void ReturnMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc, which was not tuned.
        }
    }

    private static Exception? Prepare()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                LinuxLibraries.Mend(TorchPlugin.IsShipped ? TorchPlugin.Libraries! : Path.GetDirectoryName(typeof(torch).Assembly.Location)!);
                TuneAllocator();
                ShortenWaiting();
            }

            torch.InitializeDeviceType(DeviceType.CPU);
            using torch.Tensor probe = torch.zeros(1);
            _ = LibTorchSwitches.TrySetNnpack(false);
            return null;
        }
        catch (Exception error)
        {
            // Anything may go wrong in a stranger's library: a missing file, an old system, a static constructor.
            return error;
        }
    }

    /// <summary>
    /// glibc returns large blocks to the system, and libtorch's tensors of up to 100 MB would pay for their pages again with every operation: ten to
    /// twenty times slower. The blocks are kept instead.
    /// </summary>
    private static void TuneAllocator()
    {
        const int TrimThreshold = -1;
        const int TopPad = -2;
        const int MmapMaximum = -4;
        try
        {
            _ = MallOpt(MmapMaximum, 0);
            _ = MallOpt(TrimThreshold, int.MaxValue);
            _ = MallOpt(TopPad, 512 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc, which has no such habit.
        }
    }

    /// <summary>
    /// The threads of an operation wait for each other in a loop of up to a millisecond. Where other programs want the processors too, that takes the
    /// time from the very thread that is waited for: several times slower. A hundredth of it is enough where they do not. Read by OpenMP when it is loaded.
    /// </summary>
    private static void ShortenWaiting()
    {
        const string Policy = "OMP_WAIT_POLICY";
        if (Environment.GetEnvironmentVariable(Policy) is null)
        {
            _ = SetEnvironmentVariable("GOMP_SPINCOUNT", "3000", overwrite: 0);
        }
    }

    private static string FirstLineOf(Exception failure)
    {
        Exception cause = failure is TypeInitializationException { InnerException: { } inner } ? inner : failure;
        string line = cause.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? cause.GetType().Name;
        return line.EndsWith('.') ? line : line + ".";
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
