using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using TorchSharp;

namespace Bunraku.Torch.Arithmetic;

/// <summary>
/// Compares small convolutions and training steps of libtorch with plain loops, before anything is computed with it on a processor. On some
/// processors oneDNN computes wrongly without an error; see docs/decisions.
/// </summary>
internal static class ArithmeticProof
{
    private static readonly ConcurrentDictionary<torch.ScalarType, ProofResult> Results = new();

    /// <summary>Requires right arithmetic. Each subject is proved once a process; float64 and graphics processors need no proof.</summary>
    /// <returns>What a user should know, or null where the first way is right.</returns>
    /// <exception cref="BadInputException">No way computes rightly on this processor.</exception>
    public static Phrase? Require(TensorPlacement placement, ProofSubject subject)
    {
        Phrase? notice = RequireType(placement, subject);
        Phrase? ofBlocks = placement.BlockType == placement.Type ? null : RequireType(placement with { Type = placement.BlockType }, subject);
        return notice ?? ofBlocks;
    }

    /// <summary>Whether the first way, and with it the fastest, is right in bfloat16 for the teacher. Changes no way of float32.</summary>
    public static bool IsRightInBFloat16(TensorPlacement placement) => !placement.UsesOneDnn || TorchThread.Run(() =>
    {
        TensorPlacement reduced = placement with { Type = torch.ScalarType.BFloat16 };
        ProofResult result = Results.GetValueOrDefault(reduced.Type) ?? Prove(WaysOf(reduced).Take(1), reduced, ProofSubject.Teacher);
        return result.Way is not null;
    });

    /// <summary>The proof of this process for float32 or bfloat16 on the processor.</summary>
    public static ProofResult ResultOf(TensorPlacement placement, ProofSubject subject) => TorchThread.Run(() =>
    {
        ProofResult? known = Results.GetValueOrDefault(placement.Type);
        return known is not null && (known.Way is null || known.Subject.HasFlag(subject))
            ? known
            : Results[placement.Type] = Prove(WaysOf(placement), placement, subject, known);
    });

    private static Phrase? RequireType(TensorPlacement placement, ProofSubject subject) => placement.UsesOneDnn ? NoticeOf(ResultOf(placement, subject)) : null;

    /// <summary>
    /// Tries ways one after the other until one passes all cases. On the libtorch thread, and with no other: the known fault is the same with any number of threads, and
    /// waiting for each other takes threads longer than such small convolutions.
    /// </summary>
    /// <param name="ways">The ways, best first.</param>
    /// <param name="placement">Device and type.</param>
    /// <param name="subject">What is proved.</param>
    /// <param name="known">What was found for another subject: its way is in use already, and a later way must pass the cases of both.</param>
    public static ProofResult Prove(IEnumerable<ArithmeticWay> ways, TensorPlacement placement, ProofSubject subject, ProofResult? known = null)
    {
        int threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try
        {
            return ProveHere(ways, placement, subject, known);
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    private static ProofResult ProveHere(IEnumerable<ArithmeticWay> ways, TensorPlacement placement, ProofSubject subject, ProofResult? known)
    {
        long start = Stopwatch.GetTimestamp();
        List<string> failures = [.. known?.Failures ?? []];
        ProofSubject all = subject | (known?.Subject ?? 0);
        foreach (ArithmeticWay way in ways.Skip(failures.Count))
        {
            bool isInUse = way.Name == known?.Way?.Name;
            IReadOnlyList<ProofCase> cases = ProofCases.Of(isInUse ? subject : all, way.Convolutions.InputMultiple, ofBlocks: placement.Type == torch.ScalarType.BFloat16);
            if (!isInUse && !way.TryUse())
            {
                failures.Add($"{way.Name}: not available");
            }
            else if (FirstFailure(cases, way.Convolutions, placement) is { } failure)
            {
                failures.Add($"{way.Name}: {failure}");
            }
            else
            {
                return new ProofResult(way, failures, all, cases.Count + (isInUse ? known!.Cases : 0), Stopwatch.GetElapsedTime(start) + (known?.Time ?? default));
            }
        }

        return new ProofResult(null, failures, all, 0, Stopwatch.GetElapsedTime(start) + (known?.Time ?? default));
    }

    /// <summary>What a user should know about a result, or null where the first way is right.</summary>
    /// <exception cref="BadInputException">No way computes rightly.</exception>
    public static Phrase? NoticeOf(ProofResult result)
    {
        if (result.Way is not { } way)
        {
            throw new BadInputException(
                $"libtorch {torch.__version__} computes wrong results on this processor, {Processor.Name}: {string.Join("; ", result.Failures)}. Nothing was computed with it. Try again with the environment variable ONEDNN_MAX_CPU_ISA=SSE41, or use a graphics card or another computer.");
        }

        return result.Failures.Count == 0
            ? null
            : Phrase.Of($"libtorch {torch.__version__} computes wrong results on this processor, {Processor.Name} ({string.Join("; ", result.Failures)}). It now computes {way.Name}, which passes all checks but may be slower.");
    }

    /// <summary>The first case in which libtorch and the plain loops differ, and by how much; null where there is none.</summary>
    public static string? FirstFailure(IEnumerable<ProofCase> cases, IConvolutions convolutions, TensorPlacement placement)
    {
        ProofCase[] all = [.. cases];
        using var numbers = new ProofNumbers(all.Max(proof => proof.NumbersNeeded), placement);
        double allowed = placement.Type == torch.ScalarType.BFloat16 ? 0.05 : 1e-4;
        foreach (ProofCase proof in all)
        {
            double difference = proof.Difference(convolutions, numbers);

            // Also false for NaN.
            if (!(difference <= allowed))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{proof.Name}, {(double.IsNaN(difference) ? "gives NaN or infinity" : $"differs by {difference:g2} (allowed {allowed:g2})")}");
            }
        }

        return null;
    }

    private static IEnumerable<ArithmeticWay> WaysOf(TensorPlacement placement)
    {
        var convolutions = TorchConvolutions.Of(placement);
        yield return new ArithmeticWay("with oneDNN", () => true, convolutions);
        yield return new ArithmeticWay("without oneDNN", () => LibTorchSwitches.TrySetOneDnn(false), convolutions);
    }
}
