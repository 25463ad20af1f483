using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Bunraku.Torch.Native;

/// <summary>
/// The one thread on which libtorch works. Its worker threads, its scopes and above all the C library's memory belong to the thread
/// that calls: a pool's changing threads would each keep a gigabyte of freed tensors.
/// </summary>
internal static class TorchThread
{
    private static readonly BlockingCollection<Action> Work = [];
    private static readonly Thread Worker = Start();

    /// <summary>Does something on the thread, and waits for it. What it throws, this throws.</summary>
    public static void Run(Action action) => Run(() =>
    {
        action();
        return 0;
    });

    /// <inheritdoc cref="Run(Action)"/>
    public static T Run<T>(Func<T> function)
    {
        if (Thread.CurrentThread == Worker)
        {
            return function();
        }

        T result = default!;
        ExceptionDispatchInfo? failure = null;
        using var finished = new ManualResetEventSlim();
        Work.Add(() =>
        {
            try
            {
                result = function();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
            finally
            {
                finished.Set();
            }
        });
        finished.Wait();
        failure?.Throw();
        return result;
    }

    private static Thread Start()
    {
        var thread = new Thread(() =>
        {
            foreach (Action action in Work.GetConsumingEnumerable())
            {
                action();
            }
        })
        {
            IsBackground = true,
            Name = "libtorch",
        };
        thread.Start();
        return thread;
    }
}
