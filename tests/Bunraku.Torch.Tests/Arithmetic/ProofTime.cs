using System.Globalization;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>The measurement of docs/performance.md: what each case of the self-test takes, at its first use in a process and at its second.</summary>
public sealed class ProofTime
{
    [Fact(Explicit = true)]
    public void Measure()
    {
        LibTorch.Load();
        var placement = new Placement(CPU);
        TorchThread.Run(() =>
        {
            set_num_threads(1);
            IReadOnlyList<ProofCase> cases = ProofCases.Of(ProofSubject.All, 16);
            TimeSpan start = Now();
            using var numbers = new ProofNumbers(cases.Max(proof => proof.NumbersNeeded), placement);
            Report("numbers", start);
            foreach (string round in (string[])["first", "second"])
            {
                TimeSpan all = Now();
                foreach (ProofCase proof in cases)
                {
                    start = Now();
                    proof.Difference(TorchConvolutions.Of(placement), numbers);
                    Report($"{round} {proof.Name}", start);
                }

                Report($"{round} all", all);
            }

            return true;
        });

        static TimeSpan Now() => Environment.CpuUsage.TotalTime;

        static void Report(string what, TimeSpan start) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(Now() - start).TotalMilliseconds,8:0.00} ms  {what}"));
    }
}
