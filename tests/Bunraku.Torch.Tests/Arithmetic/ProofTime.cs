using System.Globalization;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>The measurement of docs/performance.md: the processor time of each case of the self-test, at its first use in a process and at its second.</summary>
public sealed class ProofTime
{
    private const int BlockSize = 16;

    [Fact(Explicit = true)]
    public void Measure()
    {
        LibTorch.Load();
        var placement = new TensorPlacement(CPU);
        TorchThread.Run(() =>
        {
            set_num_threads(1);
            TimeSpan start = Now();
            using var numbers = new ProofNumbers(ProofCases.Of(ProofSubject.All, BlockSize).Max(proof => proof.NumbersNeeded), placement);
            Report("numbers", start);
            foreach ((string round, ProofSubject subject) in (ReadOnlySpan<(string, ProofSubject)>)
                [("first", ProofSubject.Teacher), ("first", ProofSubject.Training), ("second", ProofSubject.Teacher), ("second", ProofSubject.Training)])
            {
                TimeSpan all = Now();
                foreach (ProofCase proof in ProofCases.Of(subject, BlockSize))
                {
                    start = Now();
                    proof.Difference(TorchConvolutions.Of(placement), numbers);
                    Report($"{round} {proof.Name}", start);
                }

                Report($"{round}, all of {subject}", all);
            }

            return true;
        });

        static TimeSpan Now() => Environment.CpuUsage.TotalTime;

        static void Report(string what, TimeSpan start) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(Now() - start).TotalMilliseconds,8:0.00} ms  {what}"));
    }
}
